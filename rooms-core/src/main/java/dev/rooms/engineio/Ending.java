package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session is open, and the ways in which it ends.
 *
 * <p>An end of the server's own ({@link #end}: a deadline, a fault of the client's) is told to the listener at once. One that
 * was asked for ({@link #close}) is told when what waited has gone, or its time is over.
 *
 * <p>Guarded by the session's lock; methods that say "locked" are called with it.
 */
final class Ending {
    private enum Phase {
        OPEN,
        /** Closed from here; what waits is still to be delivered. */
        CLOSING,
        CLOSED
    }

    private final EngineSession session;
    private Phase phase = Phase.OPEN;
    private @Nullable CloseReason reason;

    Ending(EngineSession session) {
        this.session = session;
    }

    /** Whether packets are taken, from both sides. Locked. */
    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Whether it has ended. Locked. */
    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Why it is being closed, if it is. Locked. */
    @Nullable CloseReason closing() {
        return reason;
    }

    /** Closes it in order, see {@link EngineSocket#close}. */
    void close(CloseReason why) {
        Farewell farewell = null;
        WebSocketLink carrying;
        WebSocketLink probe = null;
        synchronized (session) {
            if (phase != Phase.OPEN) {
                return;
            }
            carrying = session.carrying();
            LongPolling polling = session.box();
            if (polling != null && polling.isPolled()) {
                farewell = finish(why, EnginePackets.CLOSE);
            } else {
                phase = Phase.CLOSING;
                reason = why;
                session.heartbeat().stop();
                if (polling != null && !polling.upgrade().isDone()) {
                    probe = polling.upgrade().takeProbe();
                    farewell = linger(polling, why) ? null : finish(why, EnginePackets.CLOSE);
                }
                // In the midst of an upgrade, whoever makes it closes the WebSocket, after what still waits.
            }
        }
        if (farewell != null) {
            farewell.say();
        }
        if (carrying != null) {
            carrying.shut(why);
        }
        if (probe != null) {
            probe.shut(why);
        }
    }

    /** Lets a client that polls next have what waits, and the close after it; false when nothing can end that. Locked. */
    private boolean linger(LongPolling box, CloseReason why) {
        if (why.dropsWaiting()) {
            box.take();
        }
        box.force(EnginePackets.CLOSE);
        return box.linger(
                session.timers().after(session.settings().closeTimeout().toNanos(), () -> end(why)));
    }

    /** Shuts the WebSocket that has just taken over, if the session was closed meanwhile. */
    void shutIfClosing(WebSocketLink successor) {
        CloseReason why;
        synchronized (session) {
            why = phase == Phase.CLOSING ? reason : null;
        }
        if (why != null) {
            successor.shut(why);
        }
    }

    /** The client closes it. */
    void leave() {
        Farewell farewell;
        synchronized (session) {
            // In one step: a GET that comes in between would be let go twice.
            expectOvertakenGet();
            farewell = finishUnlessOver(CloseReason.NORMAL, EnginePackets.NOOP);
        }
        if (farewell != null) {
            farewell.say();
        }
    }

    private void expectOvertakenGet() {
        LongPolling polling = session.box();
        if (phase == Phase.OPEN
                && polling != null
                && !polling.isPolled()
                && !polling.upgrade().isDone()) {
            session.sessions().part(session);
        }
    }

    /** Whether a GET has been overtaken by the client's own close. */
    boolean takeParting() {
        return session.sessions().takeParting(session.id());
    }

    /** Ends it for a reason of the server's own: the listener is told at once, and nothing that waits is kept. */
    void end(CloseReason why) {
        Farewell farewell;
        synchronized (session) {
            farewell = finishUnlessOver(why, EnginePackets.CLOSE);
        }
        if (farewell != null) {
            farewell.say();
        }
    }

    private @Nullable Farewell finishUnlessOver(CloseReason why, Frame last) {
        boolean isOver = phase == Phase.CLOSED || (phase == Phase.CLOSING && session.carrying() != null);
        return isOver ? null : finish(why, last);
    }

    /** Ends it, if its client has missed the deadline of the heartbeat; whether it has. */
    boolean expired(long now) {
        synchronized (session) {
            if (phase != Phase.OPEN || !session.heartbeat().isOver(now)) {
                return phase == Phase.CLOSED;
            }
        }
        end(CloseReason.NO_HEARTBEAT);
        return true;
    }

    /** A WebSocket has ended, and the session with it if that was its own. */
    void lost(WebSocketLink which, CloseReason why) {
        Farewell farewell;
        synchronized (session) {
            if (phase == Phase.CLOSED) {
                return;
            }
            LongPolling polling = session.box();
            boolean own = which == session.carrying()
                    || (polling != null && which == polling.upgrade().successor());
            farewell = own ? finish(why, EnginePackets.CLOSE) : null;
        }
        if (farewell != null) {
            farewell.say();
        }
    }

    /** Ends it at once, see {@link EngineSocket#cut}. */
    void cut() {
        Farewell farewell;
        WebSocketLink carrying;
        synchronized (session) {
            LongPolling polling = session.box();
            carrying = polling == null ? session.carrying() : polling.upgrade().successor();
            farewell = phase == Phase.CLOSED ? null : finish(CloseReason.LOST, EnginePackets.CLOSE);
        }
        if (carrying != null) {
            carrying.cut();
        }
        if (farewell != null) {
            farewell.say();
        }
    }

    /** Ends it; what is left to do then is for the caller, once the lock is released. Locked. */
    Farewell finish(CloseReason why, Frame last) {
        WebSocketLink toShut = phase == Phase.OPEN ? session.carrying() : null;
        Poll poll = null;
        WebSocketLink probe = null;
        CloseReason first = reason == null ? why : reason;
        reason = first;
        phase = Phase.CLOSED;
        session.heartbeat().stop();
        session.sessions().forget(session);
        LongPolling polling = session.box();
        if (polling != null) {
            poll = polling.takePoll();
            probe = polling.upgrade().takeProbe();
            toShut = polling.upgrade().successor();
            polling.discard();
        }
        return new Farewell(session.sessions(), session.inbox(), first, poll, last, probe, toShut);
    }
}
