package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one session, the deadlines of its pongs (Engine.IO v4, "Heartbeat"), and the watch over sends that take too
 * long. Deadlines are points in {@link System#nanoTime}, counted from the handshake or the last pong, so that a late timer
 * moves none of them.
 *
 * <p>Concurrency: the fields are guarded by the session's lock; those who call the methods named so hold it. At most one
 * task is planned: one that is planned too early finds nothing to do and plans the next.
 */
final class Heartbeat implements Runnable {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    private final EngineSession session;
    private final EngineTimers timers;
    private final EngineSettings settings;

    private long nextPing;
    private boolean awaitsPong;
    private boolean extended;
    private long deadline;
    private boolean stopped;
    private long plannedFor;
    private @Nullable Future<?> planned;

    Heartbeat(EngineSession session, EngineSessions sessions) {
        this.session = session;
        this.timers = sessions.timers();
        this.settings = sessions.settings();
        this.nextPing = System.nanoTime() + settings.pingInterval().toNanos();
    }

    /** Plans what comes next, unless it is planned. Locked. */
    void plan(long now, long stalledNanos) {
        if (stopped) {
            return;
        }
        long next = awaitsPong ? deadline : nextPing;
        if (session.transport() == EngineTransport.WEBSOCKET) {
            // One nanosecond more than allowed, so that the look then finds it over its time.
            long watch = now + settings.sendTimeout().toNanos() - stalledNanos + 1;
            next = watch - next < 0 ? watch : next;
        }
        if (planned != null) {
            if (plannedFor - next <= 0) {
                return;
            }
            planned.cancel(false);
        }
        plannedFor = next;
        planned = timers.after(next - now, this);
    }

    /** Ends it. Locked. */
    void stop() {
        stopped = true;
        if (planned != null) {
            planned.cancel(false);
            planned = null;
        }
    }

    /** A pong came: the next ping is one interval away. Locked. */
    void pong() {
        long now = System.nanoTime();
        awaitsPong = false;
        nextPing = now + settings.pingInterval().toNanos();
        plan(now, 0);
    }

    /** Another packet came; once for each ping it gives the pong more time, as the reference does. Locked. */
    void heard() {
        if (awaitsPong && !extended) {
            extended = true;
            deadline = System.nanoTime() + settings.pingTimeout().toNanos();
        }
    }

    /** Whether the deadline is over, whatever the timer has done about it. Locked. */
    boolean isOver(long now) {
        return now - (awaitsPong ? deadline : nextPing + settings.pingTimeout().toNanos()) >= 0;
    }

    @Override
    public void run() {
        try {
            look(System.nanoTime(), session.backlog().stalledNanos());
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A heartbeat failed, so its socket is closed", broken);
            session.ending().end(CloseReason.INTERNAL_ERROR);
        }
    }

    private void look(long now, long stalledNanos) {
        if (stalledNanos > settings.sendTimeout().toNanos()) {
            session.ending().end(CloseReason.TOO_SLOW);
            return;
        }
        boolean pingIsDue;
        synchronized (session) {
            planned = null;
            if (stopped) {
                return;
            }
            pingIsDue = !awaitsPong && now - nextPing >= 0;
            if (pingIsDue) {
                awaitsPong = true;
                extended = false;
                deadline = nextPing + settings.pingTimeout().toNanos();
                if (now - deadline >= 0) {
                    // The whole JVM stood still. That isn't the client's fault, who hasn't been asked yet.
                    deadline = now + settings.pingTimeout().toNanos();
                }
            }
            if (!awaitsPong || now - deadline < 0) {
                plan(now, stalledNanos);
            }
        }
        if (pingIsDue) {
            session.ping();
        } else {
            session.ending().expired(now);
        }
    }
}
