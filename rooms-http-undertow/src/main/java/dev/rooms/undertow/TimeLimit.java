package dev.rooms.undertow;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** Cuts the connection of an exchange that isn't over in time. */
@FunctionalInterface
interface TimeLimit {
    /** Cuts nothing. */
    TimeLimit NONE = () -> {};

    /** From now on the exchange may take longer. */
    void lift();

    /** A limit that begins now; the exchange's end lifts it. */
    static TimeLimit of(HttpServerExchange exchange, long seconds) {
        try {
            var cut = exchange.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), seconds, TimeUnit.SECONDS);
            exchange.addExchangeCompleteListener((ended, next) -> {
                cut.remove();
                next.proceed();
            });
            return cut::remove;
        } catch (RejectedExecutionException stopping) {
            IoUtils.safeClose(exchange.getConnection());
            return NONE;
        }
    }
}
