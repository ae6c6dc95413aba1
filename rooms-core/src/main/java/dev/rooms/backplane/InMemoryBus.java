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

    private record RoomName(String namespace, String room) {}

    private final class Peer implements Backplane {
        private final Set<RoomName> wanted = ConcurrentHashMap.newKeySet();
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
                if (there != null && peer.wants(publication)) {
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

        private boolean wants(Publication publication) {
            return !(publication.target() instanceof Publication.Rooms rooms)
                    || rooms.names().stream()
                            .map(room -> new RoomName(publication.namespace(), room))
                            .anyMatch(wanted::contains);
        }

        @Override
        public CompletionStage<Boolean> send(String namespace, String clientId, Event event) {
            for (Peer peer : others()) {
                Receiver there = peer.receiver;
                if (there != null && there.deliver(namespace, clientId, event)) {
                    return CompletableFuture.completedStage(true);
                }
            }
            return CompletableFuture.completedStage(false);
        }

        @Override
        public void roomAppeared(String namespace, String room) {
            wanted.add(new RoomName(namespace, room));
        }

        @Override
        public void roomVanished(String namespace, String room) {
            wanted.remove(new RoomName(namespace, room));
        }

        @Override
        public void close() {
            peers.remove(this);
            receiver = null;
            wanted.clear();
        }
    }
}
