package dev.rooms.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong with a WebSocket opening handshake (RFC 6455 §4.2.1), if anything is. */
final class HandshakeCheck {
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    /**
     * Why a handshake fails.
     *
     * @param headers headers that the answer must carry
     */
    record Flaw(int status, String message, Map<HttpString, String> headers) {}

    private HandshakeCheck() {}

    /** Whether the request asks for WebSocket, well or badly. */
    static boolean asksForWebSocket(HttpServerExchange exchange) {
        return names(exchange, Headers.UPGRADE, "websocket");
    }

    static Optional<Flaw> flaw(HttpServerExchange exchange) {
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            return Optional.of(new Flaw(
                    StatusCodes.METHOD_NOT_ALLOWED,
                    "WebSocket opens with GET, not " + exchange.getRequestMethod(),
                    Map.of(Headers.ALLOW, "GET")));
        }
        if (!asksForWebSocket(exchange)) {
            return Optional.of(new Flaw(
                    StatusCodes.UPGRADE_REQUIRED,
                    "only WebSocket is spoken here; send 'Upgrade: websocket'",
                    Map.of(Headers.UPGRADE, "websocket", Headers.CONNECTION, "upgrade")));
        }
        if (!VERSION.equals(only(exchange, Headers.SEC_WEB_SOCKET_VERSION).orElse(null))) {
            return Optional.of(new Flaw(
                    StatusCodes.UPGRADE_REQUIRED,
                    "only version 13 of WebSocket is spoken here; send 'Sec-WebSocket-Version: 13'",
                    Map.of(
                            Headers.SEC_WEB_SOCKET_VERSION,
                            VERSION,
                            Headers.UPGRADE,
                            "websocket",
                            Headers.CONNECTION,
                            "upgrade")));
        }
        if (exchange.getProtocol().equals(Protocols.HTTP_1_0)) {
            return bad("WebSocket opens with HTTP/1.1, not HTTP/1.0");
        }
        if (!names(exchange, Headers.CONNECTION, "upgrade")) {
            return bad("the header 'Connection: Upgrade' is missing");
        }
        if (!only(exchange, Headers.SEC_WEB_SOCKET_KEY)
                .filter(HandshakeCheck::isKey)
                .isPresent()) {
            return bad("Sec-WebSocket-Key must be there once, with 16 bytes in Base64");
        }
        if (!exchange.isRequestComplete()) {
            return bad("a request that opens a WebSocket has no body");
        }
        return Optional.empty();
    }

    private static Optional<Flaw> bad(String message) {
        return Optional.of(new Flaw(StatusCodes.BAD_REQUEST, message, Map.of()));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Optional<String> only(HttpServerExchange exchange, HttpString header) {
        HeaderValues values = exchange.getRequestHeaders().get(header);
        return values == null || values.size() != 1
                ? Optional.empty()
                : Optional.of(values.getFirst().trim());
    }

    /** Whether a header that lists tokens names this one, in whatever case. */
    private static boolean names(HttpServerExchange exchange, HttpString header, String token) {
        HeaderValues values = exchange.getRequestHeaders().get(header);
        if (values == null) {
            return false;
        }
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                if (part.trim().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }
}
