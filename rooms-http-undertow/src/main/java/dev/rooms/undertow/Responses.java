package dev.rooms.undertow;

import dev.rooms.http.HttpResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** The core's answers on Undertow's exchanges. */
final class Responses {
    /** Time that a client has to stop sending a body that nobody reads any more, so that it gets to see the answer. */
    private static final long LINGER_SECONDS = 5;

    private Responses() {}

    /** Sends an answer and ends the exchange; from any thread, once. */
    static void send(HttpServerExchange exchange, HttpResponse response) {
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (!exchange.isRequestComplete()) {
            leaveBodyUnread(exchange, response.status());
        }
        if (response.body().length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }

    /** What still comes of the body is dropped by Undertow, without end: here it gets one. */
    private static void leaveBodyUnread(HttpServerExchange exchange, int status) {
        if (status == StatusCodes.REQUEST_ENTITY_TOO_LARGE) {
            exchange.setPersistent(false);
        }
        limit(exchange, LINGER_SECONDS);
    }

    /** Cuts the connection if the exchange isn't over after this time. */
    static void limit(HttpServerExchange exchange, long seconds) {
        try {
            var cut = exchange.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), seconds, TimeUnit.SECONDS);
            exchange.addExchangeCompleteListener((ended, next) -> {
                cut.remove();
                next.proceed();
            });
        } catch (RejectedExecutionException stopping) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
