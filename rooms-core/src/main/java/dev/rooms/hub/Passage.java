package dev.rooms.hub;

import dev.rooms.protocol.Packet;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is sent to a client goes through to its link: always, never again, or later, in the order in which it came.
 *
 * <p>Concurrency: guarded by {@code this}, which isn't held while anything is sent.
 */
final class Passage {
    /** Everything goes through. */
    static final Passage OPEN = new Passage();

    /** Nothing goes through any more. */
    static final Passage BLOCKED = new Passage();

    private final Queue<Packet> held = new ArrayDeque<>(2);
    private boolean opened;

    /** Holds a packet back; false when it may go through. */
    synchronized boolean holds(Packet packet) {
        return !opened && held.add(packet);
    }

    /** The next of those that were held back; when there is none, nothing is held back any more. */
    synchronized @Nullable Packet next() {
        Packet packet = held.poll();
        opened = packet == null;
        return packet;
    }
}
