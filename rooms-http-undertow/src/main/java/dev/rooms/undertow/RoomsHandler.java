package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.http.HealthCheck;
import dev.rooms.http.HttpApi;
import dev.rooms.http.HttpApiBuilder;
import dev.rooms.http.SwaggerUi;
import dev.rooms.undertow.EndpointHandler.Patience;
import dev.rooms.undertow.websocket.WebSocketLoops;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private final EndpointHandler swaggerUi;
    private final EndpointHandler api;
    private final MetricsPage metrics;
    private final WebSocketLoops loops = new WebSocketLoops();
    private final Map<String, EngineMount> engines = new HashMap<>();

    private RoomsHandler(Builder builder) {
        metrics = builder.registry
                .map(registry -> MetricsPage.of(builder.rooms, registry))
                .orElseGet(() -> MetricsPage.of(builder.rooms));
        HttpApi rest = builder.api.route("GET", "/metrics", metrics).build();
        ErrorAnswers errors = new ErrorAnswers(rest);
        api = new EndpointHandler(rest, Patience.BOUNDED);
        webSocket = new WebSocketUpgrade(builder.rooms.reception(), loops, errors, builder.perMessageDeflate);
        swaggerUi = new EndpointHandler(SwaggerUi.of(rest), Patience.BOUNDED);
        builder.engines.forEach((path, engine) -> {
            requireFree(path, rest);
            EngineMount mount = new EngineMount(engine, loops, errors, builder.perMessageDeflate);
            engines.put(path, mount);
            engines.put(path + "/", mount);
        });
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
        EngineMount engine = engines.get(path);
        if (engine != null) {
            engine.handleRequest(exchange);
        } else if (path.equals(WEBSOCKET_PATH) || (isRoot(path) && HandshakeCheck.asksForWebSocket(exchange))) {
            webSocket.handleRequest(exchange);
        } else if (SwaggerUi.hasPath(path)) {
            swaggerUi.handleRequest(exchange);
        } else {
            api.handleRequest(exchange);
        }
    }

    private static void requireFree(String path, HttpApi rest) {
        if (path.equals(WEBSOCKET_PATH) || SwaggerUi.hasPath(path) || rest.hasPath(path)) {
            throw new IllegalArgumentException(
                    "an engine can't be at " + path + ", something else is there already; choose another path");
        }
    }

    private static boolean isRoot(String path) {
        return path.isEmpty() || path.equals("/");
    }

    /** Stops to measure the JVM, where no registry was given; connections and rooms stay as they are. */
    @Override
    public void close() {
        metrics.close();
        loops.close();
    }

    /** What a handler has beyond the contract. Not thread-safe. */
    public static final class Builder {
        private static final String SOCKET_IO_PATH = "/socket.io/";
        private static final Pattern ENGINE_PATH = Pattern.compile("((?:/[A-Za-z0-9._~-]+)+)/?");

        private final Rooms rooms;
        private final HttpApiBuilder api;
        private final Map<String, EngineServer> engines = new LinkedHashMap<>();
        private boolean perMessageDeflate;
        private Optional<PrometheusMeterRegistry> registry = Optional.empty();

        private Builder(Rooms rooms) {
            this.rooms = rooms;
            this.api = HttpApi.of(rooms);
            engine(SOCKET_IO_PATH, rooms.socketIo());
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
         * Serves an Engine.IO server, over WebSocket and long-polling; it stays the caller's to close.
         *
         * @param path where, such as {@code /engine.io/}; answered with and without the slash at its end
         * @throws IllegalArgumentException when it is no such path, or has an engine already
         */
        public Builder engine(String path, EngineServer engine) {
            Matcher plain = ENGINE_PATH.matcher(path);
            if (!plain.matches()) {
                throw new IllegalArgumentException("the path of an engine is '" + path
                        + "'; give one such as /engine.io/, of letters, digits, '.', '_', '~' and '-'");
            }
            if (engines.putIfAbsent(plain.group(1), engine) != null) {
                throw new IllegalArgumentException("there is an engine at " + path + " already; choose another path");
            }
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

        /**
         * Whether clients that offer to compress their WebSocket messages are taken at their word (permessage-deflate, RFC
         * 7692); default false. It saves bytes, and costs time for each message that comes in and for each broadcast, which is
         * compressed once for all; no connection holds a window.
         */
        public Builder perMessageDeflate(boolean wanted) {
            this.perMessageDeflate = wanted;
            return this;
        }

        /**
         * Makes the handler; once.
         *
         * @throws IllegalArgumentException when an engine is at a path that is taken, or a route is there twice
         */
        public RoomsHandler build() {
            return new RoomsHandler(this);
        }
    }
}
