package dev.rooms.hub;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.registry.Roll;
import dev.rooms.transport.Lane;
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
    private final Measurements measurements;
    private final EncodedEvent event;
    private final boolean onlyWritable;
    private final long startedNanos = System.nanoTime();

    /**
     * A broadcast of that event.
     *
     * @param onlyWritable whether it is dropped for those to whom it wouldn't leave at once
     */
    Broadcast(Measurements measurements, EncodedEvent event, boolean onlyWritable) {
        this.measurements = measurements;
        this.event = event;
        this.onlyWritable = onlyWritable;
    }

    /** Hands the event to every lane of one room: nothing is copied. */
    void toRoom(Roll<ConnectedClient> roll, Excluded excluded) {
        AtomicInteger lanesLeft = new AtomicInteger(roll.lanes());
        for (int i = 0; i < roll.lanes(); i++) {
            int lane = i;
            roll.lane(lane).execute(() -> {
                LaneWalk walk = new LaneWalk(excluded);
                roll.walk(lane, walk);
                walk.done(lanesLeft);
            });
        }
    }

    /** Hands the event to clients that are sorted by lane already. */
    void toClients(Map<Lane, Set<ConnectedClient>> byLane) {
        AtomicInteger lanesLeft = new AtomicInteger(byLane.size());
        byLane.forEach((lane, clients) -> lane.execute(() -> {
            LaneWalk walk = new LaneWalk(Excluded.NOBODY);
            clients.forEach(walk);
            walk.done(lanesLeft);
        }));
    }

    /** The walk over one lane's members. */
    private final class LaneWalk implements Consumer<ConnectedClient> {
        private final Excluded excluded;
        private @Nullable Protocol protocol;
        private @Nullable Packet packet;
        private long size;
        private long sent;
        private long bytes;

        LaneWalk(Excluded excluded) {
            this.excluded = excluded;
        }

        @Override
        public void accept(ConnectedClient client) {
            if (excluded.contains(client)) {
                return;
            }
            if (onlyWritable && !client.isWritable()) {
                return;
            }
            Packet shared = packet;
            Protocol its = client.protocol();
            if (shared == null || protocol != its) {
                protocol = its;
                shared = event.packet(its);
                size = shared.size();
                packet = shared;
            }
            if (client.write(shared)) {
                sent++;
                bytes += size;
            }
        }

        void done(AtomicInteger lanesLeft) {
            measurements.count(Counter.MESSAGES_OUT, sent);
            measurements.count(Counter.BYTES_OUT, bytes);
            if (lanesLeft.decrementAndGet() == 0) {
                measurements.broadcast(System.nanoTime() - startedNanos);
            }
        }
    }
}
