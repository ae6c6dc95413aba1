package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.http.HealthCheck;
import dev.rooms.http.HttpApi;
import dev.rooms.http.HttpApiBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/**
 * All that clients of rooms ask for over one port (CONTRACT §3, §4), for an Undertow that is there already:
 * {@code Undertow.builder().addHttpListener(8080, "0.0.0.0", RoomsHandler.of(rooms))}. It may also be mounted below a
 * path.
 *
 * <p>Limits on headers and time-outs between requests are the Undertow's own; {@link RoomsServer} shows good ones.
 * Thread-safe.
 */
public final class RoomsHandler implements HttpHandler, AutoCloseable {
    private static final String WEBSOCKET_PATH = "/ws";

    private final WebSocketUpgrade webSocket;
    private final SwaggerUi swaggerUi;
    private final ApiExchange api;
    private final MetricsPage metrics;

    private RoomsHandler(Builder builder) {
        metrics = builder.registry
                .map(registry -> MetricsPage.of(builder.rooms, registry))
                .orElseGet(() -> MetricsPage.of(builder.rooms));
        api = new ApiExchange(builder.api.route("GET", "/metrics", metrics).build());
        webSocket = new WebSocketUpgrade(builder.rooms.reception(), api);
        swaggerUi = new SwaggerUi(api);
    }

    /** A handler for these rooms. */
    public static RoomsHandler of(Rooms rooms) {
        return builder(rooms).build();
    }

    /** A handler for these rooms, with more than the contract has. */
    public static Builder builder(Rooms rooms) {
        return new Builder(rooms);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        if (path.equals(WEBSOCKET_PATH) || (isRoot(path) && HandshakeCheck.asksForWebSocket(exchange))) {
            webSocket.handleRequest(exchange);
        } else if (SwaggerUi.owns(path)) {
            swaggerUi.handleRequest(exchange);
        } else {
            api.handleRequest(exchange);
        }
    }

    private static boolean isRoot(String path) {
        return path.isEmpty() || path.equals("/");
    }

    /** Stops to measure the JVM, where no registry was given; connections and rooms stay as they are. */
    @Override
    public void close() {
        metrics.close();
    }

    /** What a handler has beyond the contract. Not thread-safe. */
    public static final class Builder {
        private final Rooms rooms;
        private final HttpApiBuilder api;
        private Optional<PrometheusMeterRegistry> registry = Optional.empty();

        private Builder(Rooms rooms) {
            this.rooms = rooms;
            this.api = HttpApi.of(rooms);
        }

        /** Has {@code /health} tell of this too; see {@link HttpApiBuilder#healthCheck}. */
        public Builder healthCheck(String name, HealthCheck check) {
            api.healthCheck(name, check);
            return this;
        }

        /** Answers one more path; see {@link HttpApiBuilder#route}. */
        public Builder route(String method, String path, dev.rooms.http.HttpHandler handler) {
            api.route(method, path, handler);
            return this;
        }

        /**
         * Serves this registry at {@code /metrics}, with the rooms' numbers in it; unless set, it is one of our own that
         * has the JVM's numbers too. For a registry of another kind see {@link RoomsMetrics}.
         */
        public Builder metrics(PrometheusMeterRegistry registry) {
            this.registry = Optional.of(registry);
            return this;
        }

        /** Makes the handler; once. */
        public RoomsHandler build() {
            return new RoomsHandler(this);
        }
    }
}
