package dev.rooms.spring;

import dev.rooms.Rooms;
import java.util.Map;

/** What a health endpoint shows of the rooms. */
final class HealthDetails {
    private HealthDetails() {}

    static Map<String, Object> of(Rooms rooms) {
        return Map.of("clients", rooms.clientCount(), "rooms", rooms.registry().roomCount());
    }
}
