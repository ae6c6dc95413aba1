package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.message.ClientConnection;
import java.util.List;
import java.util.Set;

/** Tells clients of each other (CONTRACT §2: {@code client-connected}, {@code client-disconnected}). */
final class Announcer {
    private final Hub hub;
    private final Announcements announcements;
    private volatile boolean silent;

    Announcer(Hub hub, Announcements announcements) {
        this.hub = hub;
        this.announcements = announcements;
    }

    /** Announces nobody any more: when all are leaving, telling each of each would cost the square of them. */
    void fallSilent() {
        silent = true;
    }

    /** Takes a client in among everyone, and tells of it: the client itself first, so that it knows its own id. */
    void connected(ConnectedClient client) {
        ClientConnection news = ClientConnection.connected(client.id(), client.name());
        if (announcements != Announcements.OFF) {
            client.emit("client-connected", news);
        }
        client.occupant().enter();
        if (announcements == Announcements.EVERYONE) {
            hub.emit(Set.of(), Set.of(client.id()), "client-connected", news);
        }
    }

    /** Tells of a client that has left everything. */
    void disconnected(ConnectedClient client, List<String> roomsLeft) {
        if (silent) {
            return;
        }
        ClientConnection news = ClientConnection.disconnected(client.id(), client.name());
        switch (announcements) {
            case EVERYONE -> hub.emit(Set.of(), Set.of(client.id()), "client-disconnected", news);
            case ROOMS -> {
                if (!roomsLeft.isEmpty()) {
                    hub.emit(Set.copyOf(roomsLeft), Set.of(client.id()), "client-disconnected", news);
                }
            }
            case OFF -> {}
        }
    }
}
