package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.http.HealthCheck;
import dev.rooms.http.HttpApiBuilder;
import dev.rooms.http.HttpHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.Options;

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
    private final Undertow undertow;
    private final RoomsHandler handler;
    private final InetSocketAddress address;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RoomsServer(Undertow undertow, RoomsHandler handler) {
        this.undertow = undertow;
        this.handler = handler;
        this.address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
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
            undertow.stop();
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
        private static final int MAX_HEADERS = 100;
        private static final int MAX_HEADER_BYTES = 16 * 1024;
        private static final int MAX_PARAMETERS = 100;
        private static final int HEADERS_TIMEOUT_MILLIS = 10_000;
        private static final int IDLE_TIMEOUT_MILLIS = 60_000;
        private static final int STOP_TIMEOUT_MILLIS = 5_000;
        private static final int WORKERS_PER_IO_THREAD = 8;

        private final RoomsHandler.Builder handler;
        private String host = "0.0.0.0";
        private int port = 3001;
        private int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
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
         * Threads that read and write connections, each for its share of them; default is as many as there are
         * processors, at least 2.
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
            Undertow undertow = Undertow.builder()
                    .addHttpListener(port, host, root)
                    .setIoThreads(ioThreads)
                    .setWorkerThreads(workerThreads == 0 ? WORKERS_PER_IO_THREAD * ioThreads : workerThreads)
                    // Undertow takes 200 headers of 1 MiB together: far more than any client of ours sends.
                    .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                    .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                    .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                    // The API decodes paths by itself, and answers broken escapes with its own error.
                    .setServerOption(UndertowOptions.DECODE_URL, false)
                    // Against clients that send a header a minute, or connect and say nothing: by default the first may
                    // take for ever. Both end with the upgrade; the core's heartbeat watches from there on.
                    .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEADERS_TIMEOUT_MILLIS)
                    .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MILLIS)
                    // HTTP/1.1 keeps connections alive without being told in each answer.
                    .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                    // Without a limit a worker that is stuck in an authenticator would hold up the stop for ever.
                    .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_TIMEOUT_MILLIS)
                    // After a restart everyone connects at once; the kernel may keep fewer (net.core.somaxconn).
                    .setSocketOption(Options.BACKLOG, 4096)
                    // Frames are written whole, so waiting to fill a packet would only delay them.
                    .setSocketOption(Options.TCP_NODELAY, true)
                    .build();
            try {
                undertow.start();
            } catch (RuntimeException failure) {
                root.close();
                if (failure.getCause() instanceof IOException cause) {
                    throw new UncheckedIOException(
                            "can't listen on " + host + ":" + port + " (" + cause.getMessage()
                                    + "); choose another host or port",
                            cause);
                }
                throw failure;
            }
            return new RoomsServer(undertow, root);
        }
    }
}
