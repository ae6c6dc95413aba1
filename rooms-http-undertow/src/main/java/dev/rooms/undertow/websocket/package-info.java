/** WebSocket (RFC 6455) and its compression (RFC 7692), on connections that Undertow has upgraded. */
@NullMarked
package dev.rooms.undertow.websocket;

import org.jspecify.annotations.NullMarked;
