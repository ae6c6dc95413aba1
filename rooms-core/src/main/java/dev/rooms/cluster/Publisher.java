package dev.rooms.cluster;

import dev.rooms.cluster.Letter.Published;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to the servers that it concerns, in the order of the numbers that it gives.
 *
 * <p>Concurrency: what waits to be sent and the last number are guarded by {@code this}, which nothing else happens under, so
 * that a number can be had while other locks are held. {@code turn} is held while what waits is sent: whoever returns from
 * {@link #flush} knows that what he had queued has been.
 */
final class Publisher {
    private final Outbox outbox;
    private final Object turn = new Object();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private long last;

    Publisher(Outbox outbox) {
        this.outbox = outbox;
    }

    private static final class Waiting {
        private final long number;
        private final Publication publication;
        private volatile boolean taken;

        Waiting(long number, Publication publication) {
            this.number = number;
            this.publication = publication;
        }
    }

    /** Has servers do that to their clients; false when the backplane didn't take it. */
    boolean publish(Publication publication) {
        Waiting mine = add(publication);
        flush();
        return mine.taken;
    }

    /** The same, but only once {@link #flush} is called; which number it has. */
    long queue(Publication publication) {
        return add(publication).number;
    }

    /** The last number that was given. */
    synchronized long last() {
        return last;
    }

    private synchronized Waiting add(Publication publication) {
        Waiting waiting = new Waiting(++last, publication);
        queue.add(waiting);
        return waiting;
    }

    private synchronized @Nullable Waiting next() {
        return queue.poll();
    }

    /** Sends what is queued, if it isn't sent already. */
    void flush() {
        synchronized (turn) {
            for (Waiting next = next(); next != null; next = next()) {
                next.taken = send(next.number, next.publication);
            }
        }
    }

    private boolean send(long number, Publication publication) {
        Published letter = new Published(number, publication);
        Set<Integer> partitions = Channels.partitions(publication);
        return switch (partitions.size()) {
            case 0 -> outbox.send(Channels.ALL, letter);
            case 1 -> outbox.send(Channels.ofPartition(partitions.iterator().next()), letter);
            default ->
                outbox.send(partitions.stream().map(Channels::ofPartition).toList(), letter);
        };
    }
}
