package dev.rooms.hub;

import dev.rooms.cluster.NodeId;
import dev.rooms.cluster.Place;
import dev.rooms.cluster.Progress;
import dev.rooms.cluster.Progress.Reached;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How far this server has got in what the others published. Whoever wasn't heard for longer than anything is kept is
 * forgotten. Not thread-safe.
 */
final class Heard {
    private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long keptNanos;
    private final Map<NodeId, Sender> senders = new HashMap<>();
    private long lookedAt = System.nanoTime();

    Heard(long keptNanos) {
        this.keptNanos = keptNanos;
    }

    private static final class Sender {
        /** Whatever was before the first that came was before this server's time. */
        private final long from;

        private final Map<Integer, Long> last = new HashMap<>();
        private long heardAt;

        Sender(long from) {
            this.from = from;
        }
    }

    void note(Place place) {
        long now = System.nanoTime();
        Sender sender = senders.computeIfAbsent(place.sender(), unknown -> new Sender(place.number()));
        sender.last.put(place.heardOn(), place.number());
        sender.heardAt = now;
        if (now - lookedAt > LOOK_NANOS) {
            lookedAt = now;
            senders.values().removeIf(silent -> now - silent.heardAt > keptNanos + LOOK_NANOS);
        }
    }

    Progress progress() {
        Map<NodeId, Reached> reached = new HashMap<>();
        senders.forEach((sender, heard) -> reached.put(sender, new Reached(heard.from, heard.last)));
        return new Progress(reached);
    }
}
