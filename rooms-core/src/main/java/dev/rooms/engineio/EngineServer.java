package dev.rooms.engineio;

import dev.rooms.http.HttpEndpoint;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Reception;
import java.util.function.Function;

/**
 * An Engine.IO v4 server without a transport: a binding brings it WebSocket handshakes ({@link #reception()}) and HTTP
 * requests ({@link #polling}). Thread-safe.
 */
public final class EngineServer implements AutoCloseable {
    private final Reception reception;
    private final Function<Lane, HttpEndpoint> polling;

    EngineServer(Reception reception, Function<Lane, HttpEndpoint> polling) {
        this.reception = reception;
        this.polling = polling;
    }

    /** x. */
    @SuppressWarnings("NullAway")
    public static EngineServer stub() {
        return new EngineServer(null, null);
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
     * Where a transport brings the requests of long-polling.
     *
     * @param lane the lane of sockets whose handshake comes here
     */
    public HttpEndpoint polling(Lane lane) {
        return polling.apply(lane);
    }

    /** How many sockets are open. */
    public int socketCount() {
        return 0;
    }

    /** Lets nobody in any more and closes all sockets. Idempotent. */
    @Override
    public void close() {}
}
