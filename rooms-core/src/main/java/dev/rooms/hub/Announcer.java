package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.cluster.Presence;
import dev.rooms.message.ClientConnection;
import java.util.List;
import java.util.Set;

/** Tells clients of each other (CONTRACT §2: {@code client-connected}, {@code client-disconnected}). */
final class Announcer {
    private final Delivery delivery;
    private final Elsewhere elsewhere;
    private final Announcements announcements;
    private volatile boolean silent;

    Announcer(Delivery delivery, Elsewhere elsewhere, Announcements announcements) {
        this.delivery = delivery;
        this.elsewhere = elsewhere;
        this.announcements = announcements;
    }

    /** Announces nobody any more: when all are leaving, telling each of each would cost the square of them. */
    void fallSilent() {
        silent = true;
    }

    /**
     * Takes a client in among everyone, and tells of it: the client itself first, so that it knows its own id. It counts
     * among everyone before it hears of itself, so that it misses nobody who goes meanwhile; what it is sent because of that
     * waits.
     */
    void connected(ConnectedClient client) {
        if (announcements == Announcements.OFF) {
            client.occupant().enter();
            return;
        }
        ClientConnection news = ClientConnection.connected(client.id(), client.name());
        client.holdBack();
        client.emit("client-connected", news);
        client.occupant().enter();
        client.letThrough();
        if (announcements == Announcements.EVERYONE) {
            tellHere(client.id(), "client-connected", news);
            elsewhere.arrived(client);
        }
    }

    /** Tells of a client that has left everything. */
    void disconnected(ConnectedClient client, List<String> roomsLeft) {
        if (silent) {
            return;
        }
        ClientConnection news = ClientConnection.disconnected(client.id(), client.name());
        switch (announcements) {
            case EVERYONE -> {
                tellHere(client.id(), "client-disconnected", news);
                elsewhere.departed(client);
            }
            case ROOMS -> {
                if (!roomsLeft.isEmpty()) {
                    Selection members = Selection.ofRooms(roomsLeft).withoutIds(Set.of(client.id()));
                    delivery.emit(members, false, false, "client-disconnected", news);
                }
            }
            case OFF -> {}
        }
    }

    /** A client has come to another server. */
    void connectedElsewhere(Presence client) {
        if (announcements == Announcements.EVERYONE) {
            ClientConnection news = ClientConnection.connected(client.clientId(), client.clientName());
            tellHere(client.clientId(), "client-connected", news);
        }
    }

    /** A client has gone from another server. */
    void disconnectedElsewhere(Presence client) {
        if (announcements == Announcements.EVERYONE && !silent) {
            ClientConnection news = ClientConnection.disconnected(client.clientId(), client.clientName());
            tellHere(client.clientId(), "client-disconnected", news);
        }
    }

    /** Other servers tell theirs by themselves, once they know of the client. */
    private void tellHere(String clientId, String event, ClientConnection news) {
        delivery.emit(Selection.EVERYONE.withoutIds(Set.of(clientId)), true, false, event, news);
    }
}
