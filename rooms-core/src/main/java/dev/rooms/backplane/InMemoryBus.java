package dev.rooms.backplane;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Joins several {@link dev.rooms.Rooms} of one JVM: for tests, and for applications that keep more than one.
 *
 * <p>{@code Rooms.builder().backplane(bus.connect())}. Publications are delivered in the thread that publishes. Thread-safe.
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

        @Override
        public void start(Receiver local) {
            receiver = local;
            peers.add(this);
        }

        @Override
        public void publish(Publication publication) {
            for (Peer peer : others()) {
                Receiver there = peer.receiver;
                if (there != null && peer.wants(publication.target())) {
                    there.deliver(publication);
                }
            }
        }

        /** The other servers; none for one that hasn't started or has left. */
        private List<Peer> others() {
            return receiver == null
                    ? List.of()
                    : peers.stream().filter(peer -> peer != this).toList();
        }

        private boolean wants(Publication.Target target) {
            return !(target instanceof Publication.Rooms rooms)
                    || rooms.names().stream().anyMatch(wanted::contains);
        }

        @Override
        public CompletionStage<Boolean> send(String clientId, Event event) {
            for (Peer peer : others()) {
                Receiver there = peer.receiver;
                if (there != null && there.deliver(clientId, event)) {
                    return CompletableFuture.completedStage(true);
                }
            }
            return CompletableFuture.completedStage(false);
        }

        @Override
        public void roomAppeared(String room) {
            wanted.add(room);
        }

        @Override
        public void roomVanished(String room) {
            wanted.remove(room);
        }

        @Override
        public void close() {
            peers.remove(this);
            receiver = null;
            wanted.clear();
        }
    }
}
