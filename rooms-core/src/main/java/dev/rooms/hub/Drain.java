package dev.rooms.hub;

import dev.rooms.registry.Roll;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes all connections within a time: in batches over its first half, so that those who come back at once don't all
 * come together; then waits for the close handshakes, and cuts what is left at the end.
 */
public final class Drain {
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MIN_BATCH = 500;

    private final Namespaces namespaces;

    /** A drain of all namespaces. */
    public Drain(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Closes all connections; blocks until they are closed or cut. */
    public void run() {
        namespaces.all().forEach(hub -> hub.announcer().fallSilent());
        long timeout = namespaces.services().limits().drainTimeout().toNanos();
        long deadline = System.nanoTime() + timeout;
        settle(timeout / 10);
        List<OpenConnection> open = new ArrayList<>(connections());
        long batches = Math.max(1, timeout / 2 / BATCH_NANOS);
        int batch = (int) Math.max(MIN_BATCH, (open.size() + batches - 1) / batches);
        for (int from = 0; from < open.size(); from += batch) {
            open.subList(from, Math.min(from + batch, open.size()))
                    .forEach(connection -> connection.end(CloseReason.GOING_AWAY));
            if (from + batch < open.size() && !pause(Math.min(BATCH_NANOS, deadline - System.nanoTime()))) {
                break;
            }
        }
        // A client that was found too slow a moment ago may still be on its way out when its connection is over
        // already.
        while ((!connections().isEmpty() || hasClients()) && deadline - System.nanoTime() > 0) {
            if (!pause(Math.min(BATCH_NANOS / 5, deadline - System.nanoTime()))) {
                break;
            }
        }
        for (OpenConnection connection : connections()) {
            connection.end(CloseReason.GOING_AWAY);
            connection.cut();
        }
    }

    private Collection<OpenConnection> connections() {
        return namespaces.connections().all();
    }

    private boolean hasClients() {
        return namespaces.all().stream().anyMatch(hub -> hub.clientCount() > 0);
    }

    /** Lets the lanes send what was emitted before: once a client is ended, a goodbye to everyone wouldn't find it. */
    private void settle(long nanos) {
        if (connections().isEmpty()) {
            // There may be a lane all the same, whose thread has stopped with its server and would never answer.
            return;
        }
        Set<Lane> lanes = new HashSet<>();
        for (Hub hub : namespaces.all()) {
            Roll<?> everyone = hub.rooms().everyone();
            for (int i = 0; i < everyone.lanes(); i++) {
                lanes.add(everyone.lane(i));
            }
        }
        CountDownLatch lanesLeft = new CountDownLatch(lanes.size());
        lanes.forEach(lane -> lane.execute(lanesLeft::countDown));
        await(lanesLeft, nanos);
    }

    /** Waits; false when this thread was interrupted and should come to its end. */
    private static boolean pause(long nanos) {
        return await(new CountDownLatch(1), nanos);
    }

    private static boolean await(CountDownLatch latch, long nanos) {
        try {
            boolean reached = latch.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return reached || !Thread.currentThread().isInterrupted();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
