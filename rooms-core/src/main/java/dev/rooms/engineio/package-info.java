/** Engine.IO v4: sockets over HTTP long-polling and WebSocket, free of any server. Socket.IO stands on it. */
@NullMarked
package dev.rooms.engineio;

import org.jspecify.annotations.NullMarked;
