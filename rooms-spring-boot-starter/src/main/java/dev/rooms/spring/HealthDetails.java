package dev.rooms.spring;

import dev.rooms.Rooms;
import java.util.HashMap;
import java.util.Map;

/** What a health endpoint shows of the rooms. */
final class HealthDetails {
    private HealthDetails() {}

    /** Whether clients may be sent here. */
    static boolean isUp(Rooms rooms) {
        return rooms.isReady()
                && rooms.cluster().map(cluster -> cluster.isReady()).orElse(true);
    }

    static Map<String, Object> of(Rooms rooms) {
        Map<String, Object> details = new HashMap<>();
        details.put("clients", rooms.clientCount());
        details.put("rooms", rooms.registry().roomCount());
        rooms.cluster().ifPresent(cluster -> {
            details.put("otherServers", cluster.others().size());
            cluster.fault().ifPresent(fault -> details.put("degraded", fault));
        });
        return details;
    }
}
