package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.http.HealthCheck;
import dev.rooms.http.HttpApiBuilder;
import dev.rooms.http.HttpHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server of its own for rooms: WebSocket, the HTTP API, Swagger UI and metrics on one port (CONTRACT §3, §4).
 *
 * <pre>{@code
 * try (Rooms rooms = Rooms.create(); RoomsServer server = RoomsServer.builder(rooms).port(3001).start()) { ... }
 * }</pre>
 *
 * <p>Whoever has an Undertow already takes {@link RoomsHandler} instead. Thread-safe.
 */
public final class RoomsServer implements AutoCloseable {
    private final HttpListener listener;
    private final RoomsHandler handler;
    private final InetSocketAddress address;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RoomsServer(HttpListener listener, RoomsHandler handler) {
        this.listener = listener;
        this.handler = handler;
        this.address = listener.address();
    }

    /** A server for these rooms, on port 3001 of all addresses unless set. */
    public static Builder builder(Rooms rooms) {
        return new Builder(rooms);
    }

    /** The port that the server listens on; the one that the system picked when 0 was asked for. */
    public int port() {
        return address.getPort();
    }

    /** Where the HTTP API is, such as {@code http://127.0.0.1:3001}; {@code localhost} when it listens on all addresses. */
    public URI uri() {
        InetAddress host = address.getAddress();
        if (host.isAnyLocalAddress()) {
            return URI.create("http://localhost:" + port());
        }
        String name = host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port());
    }

    /**
     * Takes no new connections and ends those that are open, without a close frame: call {@link Rooms#close()} or
     * {@link Rooms#drain()} before, which says goodbye to the clients. The rooms stay as they are, and another server may
     * be started for them. Blocks until the threads have ended, for 5 s at most. Has no effect the second time.
     */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            listener.stop();
            handler.close();
        }
    }

    /** Like {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    /** Settings of a server; each has a safe default. Not thread-safe. */
    public static final class Builder {
        private static final int WORKERS_PER_IO_THREAD = 8;

        private final RoomsHandler.Builder handler;
        private String host = "0.0.0.0";
        private int port = 3001;
        private int ioThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        private int workerThreads;

        private Builder(Rooms rooms) {
            this.handler = RoomsHandler.builder(rooms);
        }

        /** The address, or name of one, to listen on; default 0.0.0.0, which is all of them. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /**
         * The port to listen on; default 3001; with 0 the system picks one.
         *
         * @throws IllegalArgumentException when it isn't between 0 and 65,535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("the port is " + port + "; give 0 to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * Threads that read and write connections, each for its share of them; default is half as many as there
         * are processors: the kernel does most of the work of a broadcast, and handlers want some too (docs/performance.md).
         *
         * @throws IllegalArgumentException when there are none
         */
        public Builder ioThreads(int ioThreads) {
            this.ioThreads = atLeastOne("ioThreads", ioThreads);
            return this;
        }

        /**
         * Threads that handshakes wait on for the authenticator; default 8 for each I/O thread. When all are busy,
         * handshakes wait for one.
         *
         * @throws IllegalArgumentException when there are none
         */
        public Builder workerThreads(int workerThreads) {
            this.workerThreads = atLeastOne("workerThreads", workerThreads);
            return this;
        }

        /** Has {@code /health} tell of this too; see {@link HttpApiBuilder#healthCheck}. */
        public Builder healthCheck(String name, HealthCheck check) {
            handler.healthCheck(name, check);
            return this;
        }

        /** Answers one more path; see {@link HttpApiBuilder#route}. */
        public Builder route(String method, String path, HttpHandler answer) {
            handler.route(method, path, answer);
            return this;
        }

        /** Serves an Engine.IO server; see {@link RoomsHandler.Builder#engine}. */
        public Builder engine(String path, EngineServer engine) {
            handler.engine(path, engine);
            return this;
        }

        /** Serves this registry at {@code /metrics}; see {@link RoomsHandler.Builder#metrics}. */
        public Builder metrics(PrometheusMeterRegistry registry) {
            handler.metrics(registry);
            return this;
        }

        /** Whether clients may compress their messages; see {@link RoomsHandler.Builder#perMessageDeflate}. */
        public Builder perMessageDeflate(boolean wanted) {
            handler.perMessageDeflate(wanted);
            return this;
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + "; give 1 or more");
            }
            return value;
        }

        /**
         * Starts the server.
         *
         * @throws UncheckedIOException when it can't listen there
         * @throws IllegalArgumentException when an engine is at a path that is taken, or a route is there twice
         */
        public RoomsServer start() {
            RoomsHandler root = handler.build();
            int workers = workerThreads == 0 ? WORKERS_PER_IO_THREAD * ioThreads : workerThreads;
            try {
                return new RoomsServer(HttpListener.start(host, port, ioThreads, workers, root), root);
            } catch (IOException failure) {
                root.close();
                throw new UncheckedIOException(
                        "can't listen on " + host + ":" + port + " (" + failure.getMessage()
                                + "); choose another host or port",
                        failure);
            } catch (RuntimeException failure) {
                root.close();
                throw failure;
            }
        }
    }
}
