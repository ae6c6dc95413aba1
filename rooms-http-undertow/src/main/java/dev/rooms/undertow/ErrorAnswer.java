package dev.rooms.undertow;

import io.undertow.server.HttpServerExchange;

/** Answers requests that never reach the HTTP API with the same JSON that it answers with. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    static void send(HttpServerExchange exchange, int status, String message) {
        exchange.setStatusCode(status);
        exchange.endExchange();
    }
}
