package dev.rooms.undertow;

import dev.rooms.http.HttpEndpoint;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;

/** Carries requests to one of the core's endpoints and its answers back; no thread waits for either. Thread-safe. */
final class EndpointHandler implements HttpHandler {
    /** Time that a client may take to send its request, and again to take its answer: those that dawdle don't stay. */
    static final long MAX_SECONDS = 60;

    /** How long an endpoint may take between a request and its answer. */
    enum Patience {
        /** The answer is part of the exchange's time: {@link #MAX_SECONDS} in all. */
        BOUNDED,
        /** As long as the endpoint likes, which sees to it that it answers, as for long-polling; unless the client goes. */
        LONG_POLLING
    }

    private final HttpEndpoint endpoint;
    private final Patience patience;
    private final long maxSeconds;

    EndpointHandler(HttpEndpoint endpoint, Patience patience) {
        this(endpoint, patience, MAX_SECONDS);
    }

    EndpointHandler(HttpEndpoint endpoint, Patience patience, long maxSeconds) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.maxSeconds = maxSeconds;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // Undertow ends an exchange when its handler returns, unless it was dispatched.
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> new EndpointExchange(exchange, endpoint, patience, maxSeconds).begin());
    }
}
