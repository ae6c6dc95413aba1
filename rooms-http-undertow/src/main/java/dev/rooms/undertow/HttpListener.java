package dev.rooms.undertow;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Undertow's HTTP on a port and threads of its own, as {@code io.undertow.Undertow} starts it, but with connections that can be
 * taken back from it ({@link LentConnection}). Thread-safe.
 */
final class HttpListener {
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_PARAMETERS = 100;
    private static final int HEADERS_TIMEOUT_MILLIS = 10_000;
    private static final int IDLE_TIMEOUT_MILLIS = 60_000;
    private static final long STOP_TIMEOUT_MILLIS = 5_000;

    /** What one system call sends at most, and Undertow's own default: 16 KiB with some room for headers. */
    private static final int BUFFER_BYTES = 16 * 1024 - 20;

    private static final int BUFFERS_FOR_EACH_THREAD = 4;

    private static final OptionMap HTTP = OptionMap.builder()
            .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
            // Undertow takes 200 headers of 1 MiB together: far more than any client of ours sends.
            .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
            .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
            // The API decodes paths by itself, and answers broken escapes with its own error.
            .set(UndertowOptions.DECODE_URL, false)
            // Against clients that send a header a minute, or connect and say nothing: by default the first may
            // take for ever. Both end with the upgrade; the core's heartbeat watches from there on.
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEADERS_TIMEOUT_MILLIS)
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT_MILLIS)
            // HTTP/1.1 keeps connections alive without being told in each answer.
            .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .getMap();

    private static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.REUSE_ADDRESSES, true)
            // After a restart everyone connects at once; the kernel may keep fewer (net.core.somaxconn).
            .set(Options.BACKLOG, 4096)
            // Frames are written whole, so waiting to fill a packet would only delay them.
            .set(Options.TCP_NODELAY, true)
            .getMap();

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> socket;

    private HttpListener(XnioWorker worker, AcceptingChannel<? extends StreamConnection> socket) {
        this.worker = worker;
        this.socket = socket;
    }

    /**
     * Listens, and has the handler answer.
     *
     * @throws IOException when it can't listen there
     */
    static HttpListener start(String host, int port, int ioThreads, int workerThreads, HttpHandler handler)
            throws IOException {
        XnioWorker worker = Xnio.getInstance(HttpListener.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, ioThreads)
                        .set(Options.WORKER_TASK_CORE_THREADS, workerThreads)
                        .set(Options.WORKER_TASK_MAX_THREADS, workerThreads)
                        .getMap());
        try {
            HttpOpenListener http = new HttpOpenListener(
                    new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_FOR_EACH_THREAD), HTTP);
            http.setRootHandler(handler);
            AcceptingChannel<? extends StreamConnection> socket = worker.createStreamConnectionServer(
                    new InetSocketAddress(InetAddress.getByName(host), port),
                    ChannelListeners.openListenerAdapter(
                            (StreamConnection accepted) -> http.handleEvent(new LentConnection(accepted))),
                    SOCKETS);
            socket.resumeAccepts();
            return new HttpListener(worker, socket);
        } catch (IOException | RuntimeException failure) {
            worker.shutdownNow();
            throw failure;
        }
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    /** Takes no new connections, ends those that are open, and waits for the threads to end, for 5 s at most. */
    void stop() {
        IoUtils.safeClose(socket);
        worker.shutdown();
        try {
            // Without a limit a worker that is stuck in an authenticator would hold up the stop for ever.
            if (!worker.awaitTermination(STOP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
