package dev.rooms.undertow;

import dev.rooms.http.HttpResponse;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
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
            // What still comes of the body is dropped by Undertow, without end: here it gets one.
            limit(exchange, LINGER_SECONDS);
        }
        if (response.body().length == 0) {
            exchange.endExchange();
        } else if (response.status() == StatusCodes.REQUEST_ENTITY_TOO_LARGE) {
            sendAndClose(exchange, ByteBuffer.wrap(response.body()));
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }

    /**
     * Ends the connection after the answer, but not before the client has stopped sending: Undertow cuts a connection that
     * isn't persistent while a body comes, and that can take the answer away from a client that hasn't read it yet. So the
     * connection says that it closes, and is persistent again as soon as it has said so.
     */
    private static void sendAndClose(HttpServerExchange exchange, ByteBuffer body) {
        exchange.setPersistent(false);
        // On such a connection Undertow leaves the length out, and the client would wait for the end of the lingering.
        exchange.setResponseContentLength(body.remaining());
        exchange.addExchangeCompleteListener((ended, next) -> {
            IoUtils.safeClose(ended.getConnection());
            next.proceed();
        });
        exchange.getResponseSender().send(body, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                sent.setPersistent(true);
                sent.endExchange();
            }

            @Override
            public void onException(HttpServerExchange sent, Sender sender, IOException gone) {
                IoUtils.safeClose(sent.getConnection());
                sent.endExchange();
            }
        });
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
