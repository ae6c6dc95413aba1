package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One member's side of the registry: the rooms that it is in.
 *
 * <p>Thread-safe. Once departed, it joins nothing any more: a join that comes late revives no room.
 *
 * @param <M> what a member is
 */
public final class Occupant<M> {
    /** What became of a join. */
    public enum Join {
        /** It is in the room now. */
        JOINED,
        /** It was in the room already. */
        ALREADY_IN,
        /** It is in as many rooms as it may be. */
        TOO_MANY_ROOMS,
        /** It has departed. */
        DEPARTED
    }

    private final RoomRegistry<M> registry;
    private final M member;
    private final Lane lane;

    // Both guarded by this. A member of one room, the usual one, needs no table; once departed, there is none at all.
    private @Nullable Map<String, Membership<M>> rooms = Map.of();
    private @Nullable Membership<M> amongEveryone;

    Occupant(RoomRegistry<M> registry, M member, Lane lane) {
        this.registry = registry;
        this.member = member;
        this.lane = lane;
    }

    /** Counts among {@link RoomRegistry#everyone()} from now on, unless it has departed. */
    public synchronized void enter() {
        if (rooms != null && amongEveryone == null) {
            amongEveryone = registry.enterEveryone(this);
        }
    }

    M member() {
        return member;
    }

    Lane lane() {
        return lane;
    }

    /**
     * Joins a room.
     *
     * @param maxRooms how many rooms this member may be in; 0 is no limit
     */
    public synchronized Join join(String room, int maxRooms) {
        Map<String, Membership<M>> joined = rooms;
        if (joined == null) {
            return Join.DEPARTED;
        }
        if (joined.containsKey(room)) {
            return Join.ALREADY_IN;
        }
        if (maxRooms > 0 && joined.size() >= maxRooms) {
            return Join.TOO_MANY_ROOMS;
        }
        Membership<M> membership = registry.join(this, room);
        // The room's own copy of its name, so that no member keeps another.
        String name = membership.room().name();
        if (joined.isEmpty()) {
            rooms = Map.of(name, membership);
        } else {
            if (joined.size() == 1) {
                joined = new HashMap<>(joined);
                rooms = joined;
            }
            joined.put(name, membership);
        }
        return Join.JOINED;
    }

    /** Leaves a room; false when it wasn't in it. */
    public synchronized boolean leave(String room) {
        Map<String, Membership<M>> joined = joined();
        Membership<M> membership = joined.get(room);
        if (membership == null) {
            return false;
        }
        if (joined.size() == 1) {
            rooms = Map.of();
        } else {
            joined.remove(room);
        }
        registry.leave(membership);
        return true;
    }

    private Map<String, Membership<M>> joined() {
        return rooms == null ? Map.of() : rooms;
    }

    /** Whether it is in the room now. */
    public synchronized boolean isIn(String room) {
        return joined().containsKey(room);
    }

    /** The names of the rooms it is in. */
    public synchronized List<String> rooms() {
        return List.copyOf(joined().keySet());
    }

    /** Leaves all rooms for good, and {@link RoomRegistry#everyone()} too; the rooms that it left. */
    public synchronized List<String> depart() {
        List<String> left = rooms();
        joined().values().forEach(registry::leave);
        rooms = null;
        registry.leaveEveryone(amongEveryone);
        amongEveryone = null;
        return left;
    }
}
