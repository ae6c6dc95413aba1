package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room: rooms appear with their first member and vanish with their last.
 *
 * <ul>
 *   <li>Join and leave are O(1), amortised, whatever the size of the room or their number.
 *   <li>Reading a room's members takes no lock and copies nothing; members are kept by {@link Lane}.
 *   <li>A room without members is in no map and holds no memory.
 *   <li>Both directions are kept: {@link Occupant} knows the rooms of one member.
 * </ul>
 *
 * <p>Concurrency: a room is looked up in a concurrent map and changed under its own monitor. The last leave marks the room
 * as gone and removes it from the map in one step under that monitor; a join that got hold of it in the meantime sees the
 * mark and looks it up again. So a join that races with the last leave lands in a new room, and is never lost. Locks are
 * taken in the order occupant, room, and never two rooms at once.
 *
 * <p>Thread-safe.
 *
 * @param <M> what a member is
 */
public final class RoomRegistry<M> {
    private static final Logger LOG = System.getLogger(RoomRegistry.class.getName());

    private final ConcurrentHashMap<String, Room<M>> rooms = new ConcurrentHashMap<>();
    private final LongAdder memberships = new LongAdder();
    private final Room<M> everyone = new Room<>("");
    private final RoomListener listener;

    /** A registry that tells nobody about its rooms. */
    public RoomRegistry() {
        this(RoomListener.NONE);
    }

    /** A registry that tells the listener which rooms appear and vanish. */
    public RoomRegistry(RoomListener listener) {
        this.listener = listener;
    }

    /** A member that may join rooms from now on, and counts among {@link #everyone()} once it has entered. */
    public Occupant<M> occupant(M member, Lane lane) {
        return new Occupant<>(this, member, lane);
    }

    /** The members of a room at this moment, to be walked; empty when there is no such room. */
    public Roll<M> roll(String room) {
        Room<M> found = rooms.get(room);
        return found == null ? Roll.empty() : found.roll();
    }

    /** All members that have entered and not departed, whatever rooms they are in. */
    public Roll<M> everyone() {
        return everyone.roll();
    }

    /** How many members a room has; 0 when there is no such room. */
    public int memberCount(String room) {
        Room<M> found = rooms.get(room);
        return found == null ? 0 : found.size();
    }

    /** How many rooms there are. */
    public int roomCount() {
        return rooms.size();
    }

    /** How many memberships there are, over all rooms. */
    public long membershipCount() {
        return memberships.sum();
    }

    /**
     * A page of rooms in the order of their names. Costs one walk over all rooms, without a lock.
     *
     * @param after the last name of the page before, or the empty string for the first page
     * @param limit how many rooms at most, 1 or more
     */
    public List<RoomSize> page(String after, int limit) {
        Comparator<RoomSize> byName = Comparator.comparing(RoomSize::roomName);
        PriorityQueue<RoomSize> smallest = new PriorityQueue<>(byName.reversed());
        for (Room<M> room : rooms.values()) {
            int size = room.size();
            RoomSize last = smallest.peek();
            boolean full = smallest.size() == limit;
            if (size == 0
                    || room.name().compareTo(after) <= 0
                    || (full && last != null && room.name().compareTo(last.roomName()) >= 0)) {
                continue;
            }
            if (full) {
                smallest.poll();
            }
            smallest.add(new RoomSize(room.name(), size));
        }
        return smallest.stream().sorted(byName).toList();
    }

    Membership<M> join(Occupant<M> occupant, String name) {
        while (true) {
            Room<M> room = rooms.computeIfAbsent(name, Room::new);
            synchronized (room) {
                if (room.isGone()) {
                    continue;
                }
                if (room.size() == 0) {
                    tell(listener::appeared, name);
                }
                memberships.increment();
                return room.add(occupant);
            }
        }
    }

    void leave(Membership<M> membership) {
        Room<M> room = membership.room();
        synchronized (room) {
            room.remove(membership);
            memberships.decrement();
            if (room.size() == 0) {
                room.markGone();
                // Told before the name is free again, so that a listener never hears of the next room first.
                tell(listener::vanished, room.name());
                rooms.remove(room.name(), room);
            }
        }
    }

    /** A listener that fails must leave no room half made, or half gone with its name blocked for ever. */
    private static void tell(Consumer<String> news, String room) {
        try {
            news.accept(room);
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A room listener failed; the room lives on without it", failure);
        }
    }

    Membership<M> enterEveryone(Occupant<M> occupant) {
        synchronized (everyone) {
            return everyone.add(occupant);
        }
    }

    void leaveEveryone(@Nullable Membership<M> membership) {
        if (membership != null) {
            synchronized (everyone) {
                everyone.remove(membership);
            }
        }
    }

    /** A room's name and how many members it has. */
    public record RoomSize(String roomName, int members) {}
}
