package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of a session from polling to WebSocket (Engine.IO v4, "Upgrade"): a WebSocket probes, gets its answer, and takes
 * over. Guarded by the session's lock; methods that say "locked" are called with it.
 */
final class Upgrade {
    /** Time between the admission of a WebSocket and its first frame; one that died in between holds up others so long. */
    private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineSession session;
    private final LongPolling polling;
    private @Nullable WebSocketLink probe;
    private boolean near;
    private long expectedUntilNanos;
    private boolean expected;
    private boolean probed;
    private @Nullable WebSocketLink successor;

    Upgrade(EngineSession session, LongPolling polling) {
        this.session = session;
        this.polling = polling;
    }

    /**
     * Whether a WebSocket may begin to probe; if so, it is the one that is expected, and for a while no other may. Without
     * that, a second one whose connection is served faster could come before the first.
     */
    boolean mayBegin() {
        synchronized (session) {
            long now = System.nanoTime();
            boolean isTaken = expected && now - expectedUntilNanos < 0;
            if (!isFree() || isTaken) {
                return false;
            }
            near = true;
            expected = true;
            expectedUntilNanos = now + HANDSHAKE_NANOS;
            return true;
        }
    }

    private boolean isFree() {
        return session.ending().isOpen() && probe == null && successor == null;
    }

    /** A WebSocket begins to probe; false when it may not, since another does or has. */
    boolean begin(WebSocketLink link) {
        synchronized (session) {
            expected = false;
            if (!isFree()) {
                return false;
            }
            probe = link;
            return true;
        }
    }

    /** Whether a WebSocket has come for this session, so that what is on its way may overtake a GET. Locked. */
    boolean isNear() {
        return near;
    }

    /** Whether a probe has got its answer, so that an upgrade is near. Locked. */
    boolean isProbed() {
        return probed;
    }

    /** Whether the session polls no more. Locked. */
    boolean isDone() {
        return successor != null;
    }

    /** The WebSocket that takes over, while it is given what waits. Locked. */
    @Nullable WebSocketLink successor() {
        return successor;
    }

    /** The WebSocket that probes, which is to be shut. Locked. */
    @Nullable WebSocketLink takeProbe() {
        WebSocketLink taken = probe;
        probe = null;
        probed = false;
        return taken;
    }

    /**
     * The probe has got its answer; a GET that waits is let go, so that the client can stop to poll. One that came after
     * the WebSocket is held: its client may have sent the "5" already, before it.
     */
    void answered(WebSocketLink link) {
        Poll waiting;
        Poll late = null;
        synchronized (session) {
            if (probe != link) {
                return;
            }
            probed = true;
            late = polling.latePoll();
            waiting = late == null ? polling.takePoll() : null;
        }
        if (late != null) {
            polling.hold(late);
        }
        if (waiting != null) {
            waiting.give(List.of(EnginePackets.NOOP));
        }
    }

    /** A probe came to nothing and the session goes on polling; false when it is no probe any more. */
    boolean fail(WebSocketLink link) {
        synchronized (session) {
            return probe == link && takeProbe() != null;
        }
    }

    /**
     * The client changes to the WebSocket, which gets all that waits, in order, before the session sends to it directly.
     *
     * @return false when it may not
     */
    boolean complete(WebSocketLink link) {
        Poll held;
        synchronized (session) {
            if (probe != link || !probed || !session.ending().isOpen()) {
                return false;
            }
            takeProbe();
            successor = link;
            held = polling.takePoll();
        }
        link.upgraded();
        if (held != null) {
            held.refuse(EngineError.BAD_REQUEST);
        }
        while (true) {
            List<Frame> round;
            CloseReason closing;
            synchronized (session) {
                if (session.ending().isClosed()) {
                    return true;
                }
                closing = session.ending().closing();
                round = polling.take();
                if (round.isEmpty() || (closing != null && closing.dropsWaiting())) {
                    session.carry(link);
                    break;
                }
            }
            if (!link.channel().send(round)) {
                session.ending().end(CloseReason.TOO_SLOW);
                return true;
            }
        }
        session.ending().shutIfClosing(link);
        return true;
    }
}
