package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.message.ErrorMessage;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Received;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The session of one client: rate limit and heartbeat, and the way to its protocol.
 *
 * <p>Concurrency: the transport calls the receiving methods one at a time; {@code bucket} and {@code warnedAt} belong to
 * them. {@code lastHeard} is written there and read by the timer. The timer's own fields belong to the timer thread.
 */
final class Connection implements Session, Peer {
    private static final Logger LOG = System.getLogger(Connection.class.getName());
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Hub hub;
    private final ConnectedClient client;
    private final @Nullable TokenBucket bucket;
    private long warnedAt;

    private volatile long lastHeard;
    private long nextPing;
    private boolean awaitsPong;
    private long awaitedSince;
    private volatile @Nullable Future<?> nextBeat;
    private volatile @Nullable Future<?> cut;
    private volatile boolean over;

    Connection(Hub hub, ConnectedClient client) {
        this.hub = hub;
        this.client = client;
        long now = System.nanoTime();
        Limits limits = hub.limits();
        this.bucket = limits.messagesPerSecond() == 0
                ? null
                : new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), now);
        this.warnedAt = now - NANOS_PER_SECOND;
        this.lastHeard = now;
        this.nextPing = now + limits.heartbeatInterval().toNanos();
    }

    ConnectedClient client() {
        return client;
    }

    @Override
    public void text(String text) {
        long now = heard();
        Measurements measurements = hub.measurements();
        measurements.count(Counter.MESSAGES_IN);
        measurements.count(Counter.BYTES_IN, text.length());
        if (!client.isConnected()) {
            return;
        }
        if (isOverRate(now)) {
            measurements.count(Counter.RATE_LIMITED);
            if (now - warnedAt >= NANOS_PER_SECOND) {
                warnedAt = now;
                refused(new ErrorMessage(
                        "a client may send " + hub.limits().messagesPerSecond()
                                + " messages a second; messages over that are dropped",
                        null,
                        List.of()));
            }
            return;
        }
        client.protocol().text(text, this);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        heard();
        hub.end(client, CloseReason.UNSUPPORTED_DATA);
    }

    @Override
    public boolean ping() {
        return controlFrame();
    }

    @Override
    public void pong() {
        controlFrame();
    }

    private boolean controlFrame() {
        if (isOverRate(heard())) {
            hub.measurements().count(Counter.RATE_LIMITED);
            hub.end(client, CloseReason.POLICY_VIOLATION);
            return false;
        }
        return true;
    }

    @Override
    public void tooBig() {
        hub.end(client, CloseReason.TOO_BIG);
    }

    @Override
    public void closed(CloseReason reason) {
        over = true;
        cancel(nextBeat);
        cancel(cut);
        hub.over(this, reason);
    }

    @Override
    public void received(Received received) {
        hub.events().dispatch(client, received);
    }

    @Override
    public void refused(ErrorMessage error) {
        hub.refuse(client, error);
    }

    private long heard() {
        long now = System.nanoTime();
        lastHeard = now;
        return now;
    }

    private boolean isOverRate(long now) {
        return bucket != null && !bucket.take(now);
    }

    /** Starts the heartbeat, and the watch over sends that take too long. */
    void startHeartbeat() {
        scheduleBeat(System.nanoTime());
    }

    /** Closes the channel, and cuts it when the peer takes too long to agree. */
    void end(CloseReason reason) {
        cancel(nextBeat);
        if (over) {
            return;
        }
        client.closeInTurn(reason);
        cut = hub.timers().schedule(this::cut, hub.limits().closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        if (over) {
            cancel(cut);
        }
    }

    /** Ends the connection at once, and forgets it whether or not the transport tells that it has. */
    void cut() {
        client.cut();
        closed(CloseReason.LOST);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void scheduleBeat(long now) {
        Limits limits = hub.limits();
        long delay = Math.min(nextPing - now, limits.sendTimeout().toNanos());
        if (awaitsPong) {
            delay = Math.min(delay, awaitedSince + limits.heartbeatTimeout().toNanos() - now);
        }
        nextBeat = hub.timers().schedule(this::beat, Math.max(delay, 1), TimeUnit.NANOSECONDS);
        if (!client.isConnected()) {
            cancel(nextBeat);
        }
    }

    private void beat() {
        try {
            watch();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to tell its backlog", broken);
            hub.end(client, CloseReason.INTERNAL_ERROR);
        }
    }

    private void watch() {
        long now = System.nanoTime();
        Limits limits = hub.limits();
        Backlog backlog = client.backlog();
        if (backlog.stalledNanos() > limits.sendTimeout().toNanos()) {
            hub.end(client, CloseReason.TOO_SLOW);
            return;
        }
        if (awaitsPong && lastHeard - awaitedSince > 0) {
            awaitsPong = false;
        }
        if (awaitsPong && now - awaitedSince >= limits.heartbeatTimeout().toNanos()) {
            hub.end(client, CloseReason.NO_HEARTBEAT);
            return;
        }
        if (now - nextPing >= 0) {
            // A ping that nobody answered keeps its deadline, also where the interval is shorter than the timeout.
            if (!awaitsPong) {
                awaitsPong = true;
                awaitedSince = now;
            }
            nextPing = now + limits.heartbeatInterval().toNanos();
            client.send(Frame.ping());
        }
        scheduleBeat(now);
    }
}
