package dev.rooms.cluster;

import java.util.Set;

/**
 * Whom something is for: ids and rooms alone, so that it means the same on every server. There is no way to put a condition
 * in here that only one server could answer.
 *
 * @param namespace the namespace that they are in
 * @param rooms members of any of these; everyone when there is none
 * @param exceptRooms but no members of these
 * @param exceptIds nor clients with these ids
 */
public record Whom(String namespace, Set<String> rooms, Set<String> exceptRooms, Set<String> exceptIds) {
    public Whom {
        rooms = Set.copyOf(rooms);
        exceptRooms = Set.copyOf(exceptRooms);
        exceptIds = Set.copyOf(exceptIds);
    }
}
