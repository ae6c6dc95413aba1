package dev.rooms.cluster;

import dev.rooms.ClusterSettings;
import dev.rooms.backplane.Backplane;
import dev.rooms.metrics.Measurements;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes to servers without being one: nothing of what they say concerns it. Thread-safe. */
public final class Sender implements Backplane.Receiver {
    private final Backplane backplane;
    private final Publisher publisher;
    private final Tally tally = new Tally(new Measurements());
    private final CountDownLatch reached = new CountDownLatch(1);

    /** A sender on that backplane, which it starts. */
    public Sender(Backplane backplane, ClusterSettings settings) {
        this.backplane = backplane;
        Outbox outbox = new Outbox(
                NodeId.random(), backplane, new Envelope(settings.secret()), settings.maxMessageBytes(), tally);
        this.publisher = new Publisher(outbox);
    }

    /** Connects. */
    public void start() {
        backplane.start(this);
    }

    /** Waits until the backplane was reached; false when it wasn't within that time. */
    public boolean awaitReached(Duration timeout) throws InterruptedException {
        return reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has servers do that to their clients; false when the backplane didn't take it. */
    public boolean publish(Publication publication) {
        return publisher.publish(publication);
    }

    /** Leaves the backplane. */
    public void close() {
        backplane.close();
    }

    @Override
    public void received(String channel, byte[] message) {}

    @Override
    public void joined() {
        tally.tellAgain();
        reached.countDown();
    }

    @Override
    public void parted(String why) {}

    @Override
    public void lost(int messages) {
        tally.unsent(messages);
    }
}
