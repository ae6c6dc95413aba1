/** Socket.IO v5: its packets, and the sessions that speak them over Engine.IO. */
@NullMarked
package dev.rooms.protocol.socketio;

import org.jspecify.annotations.NullMarked;
