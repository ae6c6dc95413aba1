package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.message.ClientConnection;
import java.util.List;
import java.util.Set;

/** Tells clients of each other (CONTRACT §2: {@code client-connected}, {@code client-disconnected}). */
final class Announcer {
    private final Delivery delivery;
    private final Announcements announcements;
    private volatile boolean silent;

    Announcer(Delivery delivery, Announcements announcements) {
        this.delivery = delivery;
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
            tell(Selection.EVERYONE, client, "client-connected", news);
        }
    }

    /** Tells of a client that has left everything. */
    void disconnected(ConnectedClient client, List<String> roomsLeft) {
        if (silent) {
            return;
        }
        ClientConnection news = ClientConnection.disconnected(client.id(), client.name());
        switch (announcements) {
            case EVERYONE -> tell(Selection.EVERYONE, client, "client-disconnected", news);
            case ROOMS -> {
                if (!roomsLeft.isEmpty()) {
                    tell(Selection.ofRooms(roomsLeft), client, "client-disconnected", news);
                }
            }
            case OFF -> {}
        }
    }

    private void tell(Selection whom, ConnectedClient of, String event, ClientConnection news) {
        delivery.emit(whom.withoutIds(Set.of(of.id())), false, false, event, news);
    }
}
