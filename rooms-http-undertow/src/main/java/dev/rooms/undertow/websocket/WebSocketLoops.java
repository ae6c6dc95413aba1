package dev.rooms.undertow.websocket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/** One loop for each I/O thread, the same for all of its connections. Thread-safe. */
public final class WebSocketLoops implements AutoCloseable {
    // Threads have no equals of their own, so this tells them apart by identity.
    private final Map<XnioIoThread, WebSocketLoop> loops = new ConcurrentHashMap<>();

    /** The loop of that thread. */
    public WebSocketLoop of(XnioIoThread thread) {
        return loops.computeIfAbsent(thread, WebSocketLoop::new);
    }

    /** Gives back what the operating system lent them; connections go on. */
    @Override
    public void close() {
        loops.values().forEach(WebSocketLoop::close);
    }
}
