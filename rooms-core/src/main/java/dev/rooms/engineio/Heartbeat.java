package dev.rooms.engineio;

import dev.rooms.hub.Alarms;
import dev.rooms.transport.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The pings of one session, the deadlines of its pongs (Engine.IO v4, "Heartbeat"), and the watch over sends that take too
 * long. Deadlines are points in {@link System#nanoTime}, counted from the handshake or the last pong, so that a late timer
 * moves none of them.
 *
 * <p>Concurrency: the fields are guarded by the session's lock; those who call the methods named so hold it. An alarm that
 * rings too early finds nothing to do and is set to the next time.
 */
final class Heartbeat implements Runnable {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    private final EngineSession session;
    private final Alarms.Alarm alarm;

    private long nextPing;
    private boolean awaitsPong;
    private boolean extended;
    private long deadline;
    private boolean stopped;

    Heartbeat(EngineSession session, EngineSessions sessions) {
        this.session = session;
        this.alarm = sessions.timers().alarm(this);
        this.nextPing = System.nanoTime() + sessions.settings().pingInterval().toNanos();
    }

    private EngineSettings settings() {
        return session.settings();
    }

    /** Sees to it that it rings when the next is due. Locked. */
    void plan(long now, long stalledNanos) {
        if (stopped) {
            return;
        }
        long next = awaitsPong ? deadline : nextPing;
        if (session.transport() == EngineTransport.WEBSOCKET) {
            // One nanosecond more than allowed, so that the look then finds it over its time.
            long watch = now + settings().sendTimeout().toNanos() - stalledNanos + 1;
            next = watch - next < 0 ? watch : next;
        }
        alarm.set(next);
    }

    /** Ends it. Locked. */
    void stop() {
        stopped = true;
        alarm.cancel();
    }

    /** A pong came: the next ping is one interval away. Locked. */
    void pong() {
        long now = System.nanoTime();
        awaitsPong = false;
        nextPing = now + settings().pingInterval().toNanos();
        plan(now, 0);
    }

    /** Another packet came; once for each ping it gives the pong more time, as the reference does. Locked. */
    void heard() {
        if (awaitsPong && !extended) {
            extended = true;
            deadline = System.nanoTime() + settings().pingTimeout().toNanos();
        }
    }

    /** Whether the deadline is over, whatever the timer has done about it. Locked. */
    boolean isOver(long now) {
        return now
                        - (awaitsPong
                                ? deadline
                                : nextPing + settings().pingTimeout().toNanos())
                >= 0;
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
        if (stalledNanos > settings().sendTimeout().toNanos()) {
            session.ending().end(CloseReason.TOO_SLOW);
            return;
        }
        boolean pingIsDue;
        synchronized (session) {
            if (stopped) {
                return;
            }
            pingIsDue = !awaitsPong && now - nextPing >= 0;
            if (pingIsDue) {
                awaitsPong = true;
                extended = false;
                deadline = nextPing + settings().pingTimeout().toNanos();
                if (now - deadline >= 0) {
                    // The whole JVM stood still. That isn't the client's fault, who hasn't been asked yet.
                    deadline = now + settings().pingTimeout().toNanos();
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
