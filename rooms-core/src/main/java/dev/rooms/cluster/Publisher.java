package dev.rooms.cluster;

import dev.rooms.cluster.Letter.Published;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes to the servers that it concerns. Thread-safe. */
final class Publisher {
    private final Outbox outbox;
    private final AtomicLong onceIds = new AtomicLong();

    Publisher(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Has servers do that to their clients; false when the backplane didn't take it. */
    boolean publish(Publication publication) {
        Set<Integer> partitions = Channels.partitions(publication);
        if (partitions.isEmpty()) {
            return outbox.send(Channels.ALL, new Published(0, publication));
        }
        if (partitions.size() == 1) {
            return outbox.send(Channels.ofPartition(partitions.iterator().next()), new Published(0, publication));
        }
        return outbox.send(
                partitions.stream().map(Channels::ofPartition).toList(),
                new Published(onceIds.incrementAndGet(), publication));
    }
}
