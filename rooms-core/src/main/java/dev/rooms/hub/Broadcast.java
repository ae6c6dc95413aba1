package dev.rooms.hub;

import dev.rooms.protocol.Protocol;
import dev.rooms.registry.Roll;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to many clients: one task for each lane, which walks that lane's members alone.
 *
 * <p>The rolls are read when the event is emitted, so nobody who joins later receives it, however late a lane gets to it.
 */
final class Broadcast {
    private final Hub hub;
    private final EncodedEvent event;
    private final Set<String> exceptIds;
    private final long startedNanos = System.nanoTime();

    Broadcast(Hub hub, EncodedEvent event, Set<String> exceptIds) {
        this.hub = hub;
        this.event = event;
        this.exceptIds = exceptIds;
    }

    /** Hands the event to every lane of one room: nothing is copied. */
    void toRoom(Roll<ConnectedClient> roll) {
        AtomicInteger lanesLeft = new AtomicInteger(roll.lanes());
        for (int i = 0; i < roll.lanes(); i++) {
            int lane = i;
            roll.lane(lane).execute(() -> {
                LaneWalk walk = new LaneWalk();
                roll.walk(lane, walk);
                walk.done(lanesLeft);
            });
        }
    }

    /** Hands the event to every lane of several rooms, once for each client; how many there are. */
    int toUnion(Collection<Roll<ConnectedClient>> rolls) {
        Map<Lane, Set<ConnectedClient>> byLane = new HashMap<>();
        for (Roll<ConnectedClient> roll : rolls) {
            for (int i = 0; i < roll.lanes(); i++) {
                roll.walk(i, byLane.computeIfAbsent(roll.lane(i), lane -> new LinkedHashSet<>())::add);
            }
        }
        byLane.values().forEach(clients -> clients.removeIf(client -> exceptIds.contains(client.id())));
        AtomicInteger lanesLeft = new AtomicInteger(byLane.size());
        byLane.forEach((lane, clients) -> lane.execute(() -> {
            LaneWalk walk = new LaneWalk();
            clients.forEach(walk);
            walk.done(lanesLeft);
        }));
        return byLane.values().stream().mapToInt(Set::size).sum();
    }

    /** The walk over one lane's members. */
    private final class LaneWalk implements Consumer<ConnectedClient> {
        private @Nullable Protocol protocol;
        private @Nullable Frame frame;
        private long sent;
        private long bytes;

        @Override
        public void accept(ConnectedClient client) {
            if (!exceptIds.isEmpty() && exceptIds.contains(client.id())) {
                return;
            }
            Frame shared = frame;
            if (shared == null || protocol != client.protocol()) {
                protocol = client.protocol();
                shared = event.frame(client.protocol());
                frame = shared;
            }
            if (client.write(shared)) {
                sent++;
                bytes += shared.size();
            }
        }

        void done(AtomicInteger lanesLeft) {
            hub.countSent(sent, bytes);
            if (lanesLeft.decrementAndGet() == 0) {
                hub.measurements().broadcast(System.nanoTime() - startedNanos);
            }
        }
    }
}
