package dev.rooms.undertow;

import dev.rooms.http.HttpApi;
import io.undertow.server.HttpServerExchange;

/** Refuses requests that reach no endpoint, with the JSON that the HTTP API answers with (CONTRACT §4). */
record ErrorAnswers(HttpApi api) {

    void refuse(HttpServerExchange exchange, int status, String message) {
        Responses.send(exchange, api.error(status, message, Requests.head(exchange)), () -> {});
    }
}
