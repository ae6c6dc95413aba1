package dev.rooms.hub;

import dev.rooms.ConnectListener;
import dev.rooms.DisconnectListener;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The embedder's listeners; each is called off the I/O threads, in the client's turn, and none can harm another. */
public final class Listeners {
    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private final Measurements measurements;
    private final List<ConnectListener> connect = new CopyOnWriteArrayList<>();
    private final List<DisconnectListener> disconnect = new CopyOnWriteArrayList<>();

    Listeners(Measurements measurements) {
        this.measurements = measurements;
    }

    /** Adds a listener to those called for each new client. */
    public void addConnect(ConnectListener listener) {
        connect.add(listener);
    }

    /** Adds a listener to those called for each client that has gone. */
    public void addDisconnect(DisconnectListener listener) {
        disconnect.add(listener);
    }

    /** Calls the listeners, and then lets the client have its turns. */
    void connected(ConnectedClient client, Handshake handshake) {
        if (connect.isEmpty()) {
            client.turns().open();
        } else {
            client.turns().open(() -> connect.forEach(listener -> call(() -> listener.connected(client, handshake))));
        }
    }

    void disconnected(ConnectedClient client, CloseReason reason) {
        if (!disconnect.isEmpty()) {
            client.turns()
                    .runLast(() -> disconnect.forEach(listener -> call(() -> listener.disconnected(client, reason))));
        }
    }

    private void call(Call call) {
        try {
            call.run();
        } catch (Exception | Error failure) {
            measurements.count(Counter.HANDLER_FAILURES);
            LOG.log(Level.WARNING, "A listener failed; the others are called all the same", failure);
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }
}
