/** Rooms for WebSocket clients: start at {@link dev.rooms.Rooms}. */
@NullMarked
package dev.rooms;

import org.jspecify.annotations.NullMarked;
