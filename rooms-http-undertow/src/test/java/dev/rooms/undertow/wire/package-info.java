/** WebSocket byte by byte, from the client's end: frames right and wrong, and a connection that reads strictly. */
@NullMarked
package dev.rooms.undertow.wire;

import org.jspecify.annotations.NullMarked;
