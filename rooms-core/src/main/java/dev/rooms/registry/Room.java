package dev.rooms.registry;

import java.util.Arrays;

/**
 * A room: its members by lane.
 *
 * <p>Concurrency: see {@link RoomRegistry} for the life of a room and {@link LaneSeats} for the walk. {@code size} is
 * written last by every change, and read first by {@link #roll}; that orders the walk after all changes made before it.
 * {@code version} counts the joins, and is raised before a newcomer is seated.
 */
final class Room<M> {
    private final String name;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type arguments
    private volatile LaneSeats<M>[] lanes = new LaneSeats[0];

    private volatile int size;
    private volatile long version;
    private boolean gone;

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    long version() {
        return version;
    }

    boolean isGone() {
        return gone;
    }

    void markGone() {
        gone = true;
    }

    Roll<M> roll() {
        int members = size;
        return new Roll<>(lanes, version, members);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under this room's monitor alone
    Membership<M> add(Occupant<M> occupant) {
        LaneSeats<M> seats = seatsOf(occupant);
        version++;
        Membership<M> membership = new Membership<>(seats, occupant, version);
        seats.add(membership);
        size++;
        return membership;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under this room's monitor alone
    void remove(Membership<M> membership) {
        membership.seats().remove(membership);
        if (membership.seats().isEmpty() && lanes.length > 1) {
            drop(membership.seats());
        }
        size--;
    }

    private LaneSeats<M> seatsOf(Occupant<M> occupant) {
        for (LaneSeats<M> seats : lanes) {
            if (seats.lane() == occupant.lane()) {
                return seats;
            }
        }
        LaneSeats<M> added = new LaneSeats<>(this, occupant.lane());
        LaneSeats<M>[] more = Arrays.copyOf(lanes, lanes.length + 1);
        more[lanes.length] = added;
        lanes = more;
        return added;
    }

    private void drop(LaneSeats<M> emptied) {
        LaneSeats<M>[] fewer = Arrays.copyOf(lanes, lanes.length - 1);
        int next = 0;
        for (LaneSeats<M> seats : lanes) {
            if (seats != emptied) {
                fewer[next++] = seats;
            }
        }
        lanes = fewer;
    }
}
