package dev.rooms.engineio;

import dev.rooms.http.HttpEndpoint;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Reception;
import java.time.Duration;

/**
 * An Engine.IO v4 server without a transport: a binding brings it WebSocket handshakes ({@link #reception()}) and HTTP
 * requests ({@link #polling}). Thread-safe.
 */
public final class EngineServer implements AutoCloseable {
    private final EngineSessions sessions;
    private final Reception reception;

    EngineServer(EngineSettings settings, EngineTimers timers) {
        this.sessions = new EngineSessions(settings, timers);
        this.reception = new EngineReception(sessions);
    }

    /** Settings of a new server. */
    public static EngineServerBuilder builder() {
        return new EngineServerBuilder();
    }

    /** Where a transport brings WebSocket handshakes: those of new sockets, and those of upgrades. */
    public Reception reception() {
        return reception;
    }

    /**
     * Where a transport brings the requests of long-polling. When the client of a granted request goes before it is
     * answered, {@link dev.rooms.http.HttpAdmission.Granted#abandoned} must be called: it ends the socket.
     *
     * @param lane the lane of sockets whose handshake comes here
     */
    public HttpEndpoint polling(Lane lane) {
        return new PollingEndpoint(sessions, lane);
    }

    /**
     * Time that a request of {@link #polling} may wait for its answer: ping interval and ping timeout. Only a client that
     * sends other packets instead of its pong can wait longer, so a binding may give up then.
     */
    public Duration longestPoll() {
        return sessions.settings().pingInterval().plus(sessions.settings().pingTimeout());
    }

    /** How many sockets are open, those among them that wait for their client to take a close. */
    public int socketCount() {
        return sessions.count();
    }

    /**
     * Lets nobody in any more (503) and closes all sockets as {@link dev.rooms.transport.CloseReason#GOING_AWAY}, without
     * waiting for their ends: until then, {@code closeTimeout} at most, their clients may still ask for what waits for
     * them. Idempotent.
     */
    @Override
    public void close() {
        sessions.close();
    }
}
