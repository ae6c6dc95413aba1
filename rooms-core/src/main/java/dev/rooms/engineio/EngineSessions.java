package dev.rooms.engineio;

import dev.rooms.hub.Ids;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of one server, by id. Thread-safe. */
final class EngineSessions {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    /** How far a POST may be ahead of a GET that its client sent before it, on another connection. */
    private static final Duration PARTING = Duration.ofMillis(100);

    private final EngineSettings settings;
    private final EngineTimers timers;
    private final Ids ids = new Ids();
    private final Map<String, EngineSession> byId = new ConcurrentHashMap<>();
    private final Set<String> parting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EngineSessions(EngineSettings settings, EngineTimers timers) {
        this.settings = settings;
        this.timers = timers;
    }

    EngineSettings settings() {
        return settings;
    }

    EngineTimers timers() {
        return timers;
    }

    String nextId() {
        return ids.next();
    }

    int count() {
        return byId.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** The session of that id; one whose client has missed its deadline is closed now, if its timer is late. */
    Optional<EngineSession> find(String sid) {
        EngineSession session = byId.get(sid);
        if (session == null || session.ending().expired(System.nanoTime())) {
            return Optional.empty();
        }
        return Optional.of(session);
    }

    /**
     * Takes in a session, begins its heartbeat and shows it to the acceptor.
     *
     * @return false when the acceptor failed, and the session has ended
     */
    boolean add(EngineSession session, Handshake handshake) {
        byId.put(session.id(), session);
        session.beginHeartbeat();
        @Nullable EngineListener listener = accept(session, handshake);
        if (listener == null) {
            session.ending().end(CloseReason.INTERNAL_ERROR);
            return false;
        }
        session.inbox().open(listener);
        if (closed) {
            // The server was closed after it had let this one in, and may not have seen it.
            session.close(CloseReason.GOING_AWAY);
        }
        return true;
    }

    private @Nullable EngineListener accept(EngineSession session, Handshake handshake) {
        try {
            return Objects.requireNonNull(
                    settings.acceptor().accept(session, handshake), "the acceptor gave no listener");
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "The acceptor failed, so the new socket is closed", failure);
            return null;
        }
    }

    /** A session has ended; its id is unknown from now on. */
    void forget(EngineSession session) {
        byId.remove(session.id());
    }

    /** A client has closed its session with a POST; the GET that it sent before may be on its way still. */
    void part(EngineSession session) {
        parting.add(session.id());
        if (timers.after(PARTING.toNanos(), () -> parting.remove(session.id())) == null) {
            parting.remove(session.id());
        }
    }

    /** Whether a GET is the one that such a close has overtaken; only the first is. */
    boolean takeParting(String sid) {
        return parting.remove(sid);
    }

    /** Lets nobody in any more and closes all. */
    void close() {
        closed = true;
        byId.values().forEach(session -> session.close(CloseReason.GOING_AWAY));
        stopWhenEmpty();
    }

    /** The last session of a closed server takes the timers with it. */
    void stopWhenEmpty() {
        if (closed && byId.isEmpty()) {
            timers.stop();
        }
    }
}
