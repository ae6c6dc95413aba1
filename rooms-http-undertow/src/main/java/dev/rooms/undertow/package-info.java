/** Rooms on Undertow: WebSocket, the HTTP API, Swagger UI and metrics on one port. */
@NullMarked
package dev.rooms.undertow;

import org.jspecify.annotations.NullMarked;
