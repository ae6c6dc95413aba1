package dev.rooms.backplane;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Joins several {@link dev.rooms.Rooms} of one JVM: for tests, and for applications that keep more than one.
 *
 * <p>{@code Rooms.builder().backplane(bus.connect())}. Messages are delivered in the thread that publishes. Thread-safe.
 */
public final class InMemoryBus {
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    /** A bus without servers. */
    public InMemoryBus() {}

    /** A backplane for one more server on this bus; what it publishes before its start or after its end is lost. */
    public Backplane connect() {
        return new Peer();
    }

    private final class Peer implements Backplane {
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Receiver receiver;
        private volatile boolean closed;

        @Override
        public void start(Receiver local) {
            receiver = local;
            peers.add(this);
            local.joined();
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            if (receiver == null) {
                return false;
            }
            // One at a time, as two that publish to one channel at once must reach all in the same order.
            synchronized (InMemoryBus.this) {
                for (Peer peer : peers) {
                    Receiver there = peer.receiver;
                    if (there != null && peer.wanted.contains(channel)) {
                        there.received(channel, message.clone());
                    }
                }
            }
            return true;
        }

        @Override
        public void subscribe(Set<String> channels) {
            if (!closed) {
                wanted.addAll(channels);
            }
        }

        @Override
        public void unsubscribe(Set<String> channels) {
            wanted.removeAll(channels);
        }

        @Override
        public void close() {
            closed = true;
            peers.remove(this);
            receiver = null;
            wanted.clear();
        }
    }
}
