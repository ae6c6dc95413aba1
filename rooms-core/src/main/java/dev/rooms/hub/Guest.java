package dev.rooms.hub;

import dev.rooms.message.ErrorMessage;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Received;
import dev.rooms.transport.CloseReason;

/** A client of a namespace, as the protocol that brought it sees it. Thread-safe. */
public final class Guest implements Peer {
    private final Hub hub;
    private final ConnectedClient client;

    Guest(Hub hub, ConnectedClient client) {
        this.hub = hub;
        this.client = client;
    }

    @Override
    public void received(Received received) {
        if (client.isConnected()) {
            hub.events().dispatch(client, received);
        }
    }

    @Override
    public boolean acknowledged(String ackId, ParsedArguments answer) {
        return client.answered(ackId, answer);
    }

    @Override
    public void refused(ErrorMessage error) {
        hub.refuse(client, error);
    }

    /** It said goodbye, or is told to go: it doesn't come back for what it missed unless the reason says so. */
    public void end(CloseReason reason) {
        hub.end(client, reason);
    }

    /** Its connection is over without a goodbye. */
    public void lost(CloseReason reason) {
        hub.lost(client, reason);
    }
}
