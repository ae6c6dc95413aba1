package dev.rooms.example.appserver.beans;

import dev.rooms.Client;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import dev.rooms.jakarta.cdi.ClientConnected;
import dev.rooms.jakarta.cdi.ClientDisconnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows by events of CDI who is there, tells whoever asks, and greets by the rooms that it has injected. */
@ApplicationScoped
public class Guests {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    @Inject
    private Rooms rooms;

    /** For CDI. */
    public Guests() {}

    void came(@Observes ClientConnected event) {
        names.add(event.client().name());
    }

    void left(@Observes ClientDisconnected event) {
        names.remove(event.client().name());
    }

    /** Greets everyone in that room, and tells who is there, and how many got the greeting. */
    @OnEvent("guests")
    public Map<String, Object> guests(Client client, String room) {
        int greeted = rooms.to(room).emit("greeting", client.name());
        return Map.of("names", Set.copyOf(names), "greeted", greeted);
    }
}
