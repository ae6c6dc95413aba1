package dev.rooms.undertow;

import dev.rooms.transport.Lane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/**
 * One lane for each I/O thread, the same for all of its connections, so that a broadcast is one task for each thread.
 * Thread-safe.
 */
final class IoLanes {
    // Threads have no equals of their own, so this tells them apart by identity.
    private final Map<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();

    Lane of(XnioIoThread thread) {
        return lanes.computeIfAbsent(thread, Lane::ofThread);
    }
}
