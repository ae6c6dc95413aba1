package dev.rooms.engineio;

import dev.rooms.hub.TokenBucket;
import dev.rooms.transport.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes from one session's client, whatever it came over, on its way to the listener.
 *
 * <p>Concurrency: there are two locks. This object's own monitor is held while the listener hears a message, so that a POST
 * and a WebSocket which overlap at an upgrade are heard one after the other. The session's lock guards the fields; it is
 * held for a moment only, never while a listener runs and never while this monitor is waited for, so the two can't
 * deadlock. {@code closed} doesn't wait for the monitor either, because it may come from a listener, a timer or another
 * session's listener: when {@code hearing} says that the listener is at work, whoever calls it there tells it afterwards.
 * The same holds until the acceptor has made the listener.
 */
final class Inbox {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    private final EngineSession session;
    private @Nullable EngineListener listener;
    private boolean hearing = true;
    private @Nullable CloseReason ended;
    private @Nullable TokenBucket controls;

    Inbox(EngineSession session) {
        this.session = session;
    }

    /** The acceptor has taken the session in. */
    void open(EngineListener taker) {
        Runnable end;
        synchronized (session) {
            listener = taker;
            end = heard();
        }
        tell(end);
    }

    /** The session has ended, which happens once; the listener is told after the message that it hears now. */
    void close(CloseReason reason) {
        Runnable end;
        synchronized (session) {
            ended = reason;
            end = toTell();
        }
        tell(end);
    }

    /**
     * A packet came as text (Engine.IO v4, "Packet encoding").
     *
     * @return false when it is malformed, or one that clients don't send; the session has ended then
     */
    boolean packet(String packet) {
        char type = packet.isEmpty() ? ' ' : packet.charAt(0);
        switch (type) {
            case '4' -> message(to -> to.text(packet.substring(1)));
            case 'b' -> {
                ByteBuffer bytes = EnginePackets.binary(packet);
                if (bytes == null) {
                    return refuse();
                }
                binary(bytes);
            }
            case '3' -> control(true);
            case '1' -> session.ending().leave();
            // Open, upgrade and noop mean nothing here; the reference passes over them too.
            case '0', '5', '6' -> control(false);
            // A ping is the server's to send; all else is no packet.
            default -> {
                return refuse();
            }
        }
        return true;
    }

    private boolean refuse() {
        session.ending().end(CloseReason.PROTOCOL_ERROR);
        return false;
    }

    /** A binary message came. */
    void binary(ByteBuffer bytes) {
        message(to -> to.binary(bytes));
    }

    private void message(Consumer<EngineListener> message) {
        Runnable end;
        synchronized (this) {
            EngineListener to = begin();
            if (to == null) {
                return;
            }
            try {
                message.accept(to);
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.WARNING, "A listener failed, so its socket is closed", failure);
                session.ending().end(CloseReason.INTERNAL_ERROR);
            }
            end = heard();
        }
        tell(end);
    }

    private @Nullable EngineListener begin() {
        synchronized (session) {
            if (!session.ending().isOpen() || listener == null) {
                return null;
            }
            session.heartbeat().heard();
            hearing = true;
            return listener;
        }
    }

    private @Nullable Runnable heard() {
        synchronized (session) {
            hearing = false;
            return toTell();
        }
    }

    /** Tells the listener the end, if it is time. Locked. */
    private @Nullable Runnable toTell() {
        CloseReason reason = ended;
        EngineListener to = listener;
        if (reason == null || to == null || hearing) {
            return null;
        }
        listener = null;
        return () -> to.closed(reason);
    }

    private static void tell(@Nullable Runnable end) {
        if (end == null) {
            return;
        }
        try {
            end.run();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A listener failed to hear that its socket is closed", failure);
        }
    }

    /**
     * A packet or frame came that is no message.
     *
     * @return false when there were too many; the session has ended then
     */
    boolean control(boolean pong) {
        synchronized (session) {
            if (!session.ending().isOpen()) {
                return false;
            }
            if (isWithinRate()) {
                if (pong) {
                    session.heartbeat().pong();
                } else {
                    session.heartbeat().heard();
                }
                return true;
            }
        }
        session.ending().end(CloseReason.POLICY_VIOLATION);
        return false;
    }

    private boolean isWithinRate() {
        long now = System.nanoTime();
        TokenBucket bucket = controls;
        if (bucket == null) {
            bucket = new TokenBucket(session.settings().controlRate(), now);
            controls = bucket;
        }
        return bucket.take(now);
    }
}
