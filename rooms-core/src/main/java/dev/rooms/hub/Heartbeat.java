package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The pings of one plain connection, the deadlines of its pongs, and the watch over sends that take too long.
 *
 * <p>Concurrency: {@code lastHeard} is written by whoever brings what the client sends; the other fields belong to the
 * alarm, which rings once at a time.
 */
final class Heartbeat implements Runnable {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());

    private final Connection connection;
    private final Alarms.Alarm alarm;

    private volatile long lastHeard;
    private long nextPing;
    private boolean awaitsPong;
    private long awaitedSince;

    Heartbeat(Connection connection, Alarms alarms, long now) {
        this.connection = connection;
        this.alarm = alarms.alarm(this);
        this.lastHeard = now;
        this.nextPing = now + connection.limits().heartbeatInterval().toNanos();
    }

    /** Begins it. */
    void begin() {
        plan(System.nanoTime());
    }

    /** Ends it, where the client has ended before. */
    void stop() {
        alarm.cancel();
    }

    /** Something came from the client, which so shows that it is there. */
    void heard(long now) {
        lastHeard = now;
    }

    private void plan(long now) {
        Limits limits = connection.limits();
        long delay = Math.min(nextPing - now, limits.sendTimeout().toNanos());
        if (awaitsPong) {
            delay = Math.min(delay, awaitedSince + limits.heartbeatTimeout().toNanos() - now);
        }
        alarm.set(now + delay);
        // Whoever ends the client does so before it stops the heartbeat; so one of the two sees the other.
        if (connection.hasEnded()) {
            alarm.cancel();
        }
    }

    @Override
    public void run() {
        try {
            watch(System.nanoTime());
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to tell its backlog", broken);
            connection.end(CloseReason.INTERNAL_ERROR);
        }
    }

    private void watch(long now) {
        Limits limits = connection.limits();
        Backlog backlog = connection.backlog();
        if (backlog.stalledNanos() > limits.sendTimeout().toNanos()) {
            connection.end(CloseReason.TOO_SLOW);
            return;
        }
        if (awaitsPong && lastHeard - awaitedSince > 0) {
            awaitsPong = false;
        }
        if (awaitsPong && now - awaitedSince >= limits.heartbeatTimeout().toNanos()) {
            connection.end(CloseReason.NO_HEARTBEAT);
            return;
        }
        if (now - nextPing >= 0) {
            // A ping that nobody answered keeps its deadline, also where the interval is shorter than the timeout.
            if (!awaitsPong) {
                awaitsPong = true;
                awaitedSince = now;
            }
            nextPing = now + limits.heartbeatInterval().toNanos();
            connection.askForPong();
        }
        plan(now);
    }
}
