package dev.rooms.kit;

import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.Event;
import dev.rooms.backplane.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server that keeps what its backplane delivers. Thread-safe. */
public final class RecordingReceiver implements Backplane.Receiver {
    private final List<Publication> publications = new ArrayList<>();
    private final List<String> sends = new ArrayList<>();
    private final Set<String> clients = ConcurrentHashMap.newKeySet();

    /** A server without clients. */
    public RecordingReceiver() {}

    /** Says from now on that this client is connected here. */
    public void hasClient(String clientId) {
        clients.add(clientId);
    }

    /** All publications so far. */
    public synchronized List<Publication> publications() {
        return List.copyOf(publications);
    }

    /** The names of the events that were published so far. */
    public List<String> events() {
        return publications().stream()
                .map(Publication::action)
                .filter(Publication.Emit.class::isInstance)
                .map(action -> ((Publication.Emit) action).event().name())
                .toList();
    }

    /** All events for single clients so far, each as its client, a blank and the event's name. */
    public synchronized List<String> sends() {
        return List.copyOf(sends);
    }

    @Override
    public synchronized void deliver(Publication publication) {
        publications.add(publication);
    }

    @Override
    public synchronized boolean deliver(String namespace, String clientId, Event event) {
        if (!clients.contains(clientId)) {
            return false;
        }
        sends.add(clientId + " " + event.name());
        return true;
    }
}
