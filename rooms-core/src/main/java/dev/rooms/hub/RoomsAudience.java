package dev.rooms.hub;

import dev.rooms.Audience;
import dev.rooms.Client;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The members of some rooms, or everyone, less some.
 *
 * @param rooms the rooms; empty for everyone
 */
record RoomsAudience(Hub hub, Set<String> rooms, Set<String> exceptIds) implements Audience {

    RoomsAudience {
        rooms = Set.copyOf(rooms);
        exceptIds = Set.copyOf(exceptIds);
    }

    @Override
    public Audience to(String room) {
        return rooms.isEmpty() ? this : new RoomsAudience(hub, with(rooms, List.of(room)), exceptIds);
    }

    @Override
    public Audience except(Client client) {
        return exceptIds(List.of(client.id()));
    }

    @Override
    public Audience exceptIds(Collection<String> clientIds) {
        return new RoomsAudience(hub, rooms, with(exceptIds, clientIds));
    }

    private static Set<String> with(Set<String> some, Collection<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    @Override
    public int emit(String event, Object data) {
        return hub.emit(rooms, exceptIds, event, data);
    }
}
