package dev.rooms.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether this server hears through Redis what it publishes, by messages to itself on the way that all take. A
 * connection may be dead without having ended, and a subscription be on another Redis than the messages.
 *
 * <p>A message that is only late isn't lost: as long as Redis answers what was published before it, and, once it was passed on
 * to us, as long as others come, it is waited for. Otherwise a server with much to do would be cut off for having it.
 *
 * <p>All of it runs in the lane, but what says otherwise.
 */
final class Probe {
    private static final int LOST_IN_A_ROW = 2;

    private final Lane lane;
    private final RedisSettings settings;
    private final Dialect dialect;
    private final Publisher publisher;
    private final Subscriber subscriber;
    private final Runnable heard;
    private final Consumer<String> broken;
    private final Runnable astray;

    private String channel = "";
    private @Nullable Future<?> clock;
    private boolean answered;
    /** The number of the last message to itself, and what is known of it. */
    private long number;

    private @Nullable Long passedOnTo;
    private boolean echoed;

    private int lost;
    /** How many had been answered and had come at the last look. */
    private long answers;

    private long messages;

    /**
     * @param heard told of each message that came back
     * @param broken told why the connections are of no use
     * @param astray told that another node has the channel
     */
    Probe(
            Lane lane,
            RedisSettings settings,
            Dialect dialect,
            Publisher publisher,
            Subscriber subscriber,
            Runnable heard,
            Consumer<String> broken,
            Runnable astray) {
        this.lane = lane;
        this.settings = settings;
        this.dialect = dialect;
        this.publisher = publisher;
        this.subscriber = subscriber;
        this.heard = heard;
        this.broken = broken;
        this.astray = astray;
    }

    /** Where its messages go; to be subscribed to. Nowhere at first. */
    String channel() {
        return channel;
    }

    void goBy(String newChannel) {
        channel = newChannel;
    }

    boolean isRunning() {
        return clock != null;
    }

    /** Whether anything came back since it began. */
    boolean isAnswered() {
        return answered;
    }

    void begin() {
        answered = false;
        lost = 0;
        send();
    }

    void end() {
        answered = false;
        Future<?> running = clock;
        if (running != null) {
            running.cancel(false);
            clock = null;
        }
    }

    /** A message came on a probe's channel. In the thread that read it. */
    void arrived(String where, byte[] message) {
        lane.execute(() -> came(where, message));
    }

    private void came(String where, byte[] message) {
        if (isRunning()
                && where.equals(channel)
                && message.length == Long.BYTES
                && ByteBuffer.wrap(message).getLong() == number) {
            echoed = true;
            answered = true;
            lost = 0;
            heard.run();
        }
    }

    private void send() {
        long current = ++number;
        echoed = false;
        passedOnTo = null;
        answers = publisher.answered();
        messages = subscriber.messages();
        clock = lane.after(settings.probeInterval(), this::look);
        CompletionStage<Long> sent = publisher.publishAnyway(
                channel, ByteBuffer.allocate(Long.BYTES).putLong(current).array());
        if (sent != null) {
            sent.whenComplete((receivers, failure) -> lane.execute(() -> sent(current, receivers, failure)));
        }
    }

    private void sent(long which, @Nullable Long receivers, @Nullable Throwable failure) {
        if (!isRunning() || which != number) {
            return;
        }
        // Redis may have reasons to refuse it, as rights that are missing. That a connection is gone its link knows.
        if (failure != null && dialect.isAstray(failure)) {
            passedOnTo = 0L;
            astray.run();
        } else if (failure instanceof RedisCommandExecutionException) {
            broken.accept(Reasons.of(failure));
        } else {
            passedOnTo = receivers;
        }
    }

    private void look() {
        if (!echoed && isOnlyLate()) {
            answers = publisher.answered();
            messages = subscriber.messages();
            clock = lane.after(settings.probeInterval(), this::look);
            return;
        }
        if (!echoed && ++lost == LOST_IN_A_ROW) {
            broken.accept("what this server publishes doesn't come back to it");
            return;
        }
        send();
    }

    private boolean isOnlyLate() {
        Long receivers = passedOnTo;
        if (receivers == null) {
            return publisher.answered() != answers;
        }
        return receivers > 0 && subscriber.messages() != messages;
    }
}
