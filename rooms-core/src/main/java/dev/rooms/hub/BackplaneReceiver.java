package dev.rooms.hub;

import dev.rooms.Json;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.Event;
import dev.rooms.backplane.Publication;
import java.util.Set;

/** Delivers what other servers publish to this server's clients. */
record BackplaneReceiver(Hub hub) implements Backplane.Receiver {

    @Override
    public void deliver(Publication publication) {
        Set<String> rooms = publication.target() instanceof Publication.Rooms named ? named.names() : Set.of();
        hub.deliver(rooms, publication.exceptIds(), encoded(publication.event()));
    }

    @Override
    public boolean deliver(String clientId, Event event) {
        return hub.deliver(clientId, encoded(event));
    }

    private static EncodedEvent encoded(Event event) {
        return new EncodedEvent(event.name(), new Json(event.json()));
    }
}
