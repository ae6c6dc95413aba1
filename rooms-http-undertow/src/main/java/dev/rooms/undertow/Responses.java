package dev.rooms.undertow;

import dev.rooms.http.HttpResponse;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;

/** The core's answers on Undertow's exchanges. */
final class Responses {
    /** Time that a client has to stop sending a body that nobody reads any more, so that it gets to see the answer. */
    private static final long LINGER_SECONDS = 5;

    private Responses() {}

    /**
     * Sends an answer and ends the exchange; from any thread, once.
     *
     * @param sent is run when all of it is handed to the network, before the exchange ends; never if that fails
     */
    static void send(HttpServerExchange exchange, HttpResponse response, Runnable sent) {
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (!exchange.isRequestComplete()) {
            // What still comes of the body is dropped by Undertow, without end: here it gets one.
            TimeLimit.of(exchange, LINGER_SECONDS);
        }
        if (response.body().length == 0) {
            sent.run();
            exchange.endExchange();
            return;
        }
        ByteBuffer body = ByteBuffer.wrap(response.body());
        // Without a length Undertow sends chunks, or, on a connection that isn't persistent, until it ends.
        exchange.setResponseContentLength(body.remaining());
        if (response.status() == StatusCodes.REQUEST_ENTITY_TOO_LARGE) {
            closeWhenOver(exchange);
        }
        exchange.getResponseSender().send(body, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange written, Sender sender) {
                sent.run();
                if (response.status() == StatusCodes.REQUEST_ENTITY_TOO_LARGE) {
                    written.setPersistent(true);
                }
                written.endExchange();
            }

            @Override
            public void onException(HttpServerExchange failed, Sender sender, IOException gone) {
                IoUtils.safeClose(failed.getConnection());
                failed.endExchange();
            }
        });
    }

    /**
     * Ends the connection after the answer, but not before the client has stopped sending: Undertow cuts a connection that
     * isn't persistent while a body comes, and that can take the answer away from a client that hasn't read it yet. So the
     * connection says that it closes, and is persistent again as soon as it has said so.
     */
    private static void closeWhenOver(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        exchange.addExchangeCompleteListener((ended, next) -> {
            IoUtils.safeClose(ended.getConnection());
            next.proceed();
        });
    }
}
