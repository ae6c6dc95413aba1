package dev.rooms.hub;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whom something is for: ids and rooms alone, so that it means the same on every server.
 *
 * @param rooms members of any of these; everyone when there is none
 * @param exceptRooms but no members of these
 * @param exceptIds nor clients with these ids
 */
record Selection(Set<String> rooms, Set<String> exceptRooms, Set<String> exceptIds) {
    static final Selection EVERYONE = new Selection(Set.of(), Set.of(), Set.of());

    Selection {
        rooms = Set.copyOf(rooms);
        exceptRooms = Set.copyOf(exceptRooms);
        exceptIds = Set.copyOf(exceptIds);
    }

    static Selection ofRooms(Collection<String> rooms) {
        return new Selection(Set.copyOf(rooms), Set.of(), Set.of());
    }

    Selection withRoom(String room) {
        return new Selection(with(rooms, Set.of(room)), exceptRooms, exceptIds);
    }

    Selection withoutRoom(String room) {
        return new Selection(rooms, with(exceptRooms, Set.of(room)), exceptIds);
    }

    Selection withoutIds(Collection<String> ids) {
        return new Selection(rooms, exceptRooms, with(exceptIds, ids));
    }

    private static Set<String> with(Set<String> some, Collection<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
