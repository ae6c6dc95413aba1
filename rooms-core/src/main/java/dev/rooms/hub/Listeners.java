package dev.rooms.hub;

import dev.rooms.AnyListener;
import dev.rooms.ConnectListener;
import dev.rooms.ConnectMiddleware;
import dev.rooms.DisconnectListener;
import dev.rooms.DisconnectingListener;
import dev.rooms.Incoming;
import dev.rooms.Introduction;
import dev.rooms.RefusedException;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The embedder's listeners; each is called off the I/O threads, in the client's turn, and none can harm another. */
public final class Listeners {
    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private final Measurements measurements;
    private final List<ConnectMiddleware> middleware = new CopyOnWriteArrayList<>();
    private final List<ConnectListener> connect = new CopyOnWriteArrayList<>();
    private final List<AnyListener> any = new CopyOnWriteArrayList<>();
    private final List<DisconnectingListener> disconnecting = new CopyOnWriteArrayList<>();
    private final List<DisconnectListener> disconnect = new CopyOnWriteArrayList<>();

    Listeners(Measurements measurements) {
        this.measurements = measurements;
    }

    /** Adds a check to those that each client passes before it is let in. */
    public void addMiddleware(ConnectMiddleware check) {
        middleware.add(check);
    }

    /** Adds a listener to those called for each new client. */
    public void addConnect(ConnectListener listener) {
        connect.add(listener);
    }

    /** Adds a listener to those called for each event. */
    public void addAny(AnyListener listener) {
        any.add(listener);
    }

    /** Adds a listener to those called for each client that is going. */
    public void addDisconnecting(DisconnectingListener listener) {
        disconnecting.add(listener);
    }

    /** Adds a listener to those called for each client that has gone. */
    public void addDisconnect(DisconnectListener listener) {
        disconnect.add(listener);
    }

    boolean hasMiddleware() {
        return !middleware.isEmpty();
    }

    boolean hearEverything() {
        return !any.isEmpty();
    }

    /** Why a client isn't let in; empty when it is. */
    Optional<RefusedException> refusal(Introduction introduction) {
        for (ConnectMiddleware check : middleware) {
            try {
                check.check(introduction);
            } catch (RefusedException refused) {
                return Optional.of(refused);
            } catch (Exception | Error failure) {
                failed("A middleware failed, so the client is refused", failure);
                return Optional.of(new RefusedException("connecting failed in the server"));
            }
        }
        return Optional.empty();
    }

    /** Calls the listeners, and then lets the client have its turns. */
    void connected(ConnectedClient client, Handshake handshake) {
        if (connect.isEmpty()) {
            client.turns().open();
        } else {
            client.turns().open(() -> connect.forEach(listener -> call(() -> listener.connected(client, handshake))));
        }
    }

    void heard(ConnectedClient client, Incoming incoming) {
        any.forEach(listener -> call(() -> listener.heard(client, incoming)));
    }

    void disconnected(ConnectedClient client, CloseReason reason, List<String> rooms) {
        if (disconnect.isEmpty() && disconnecting.isEmpty()) {
            return;
        }
        client.turns().runLast(() -> {
            disconnecting.forEach(listener -> call(() -> listener.disconnecting(client, reason, rooms)));
            disconnect.forEach(listener -> call(() -> listener.disconnected(client, reason)));
        });
    }

    private void call(Call call) {
        try {
            call.run();
        } catch (Exception | Error failure) {
            failed("A listener failed; the others are called all the same", failure);
        }
    }

    private void failed(String what, Throwable failure) {
        measurements.count(Counter.HANDLER_FAILURES);
        LOG.log(Level.WARNING, what, failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }
}
