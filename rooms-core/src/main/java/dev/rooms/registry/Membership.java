package dev.rooms.registry;

/**
 * One member in one room, so that a leave finds the seat, and a walk can tell since when it is taken.
 *
 * <p>Concurrency: {@code seat} is written under the room's monitor. A walk reads it without, perhaps late, which shows a
 * member that leaves at this moment as still there.
 */
final class Membership<M> {
    static final int LEFT = -1;

    private final LaneSeats<M> seats;
    private final Occupant<M> occupant;
    private final long joinedAt;
    private int seat;

    Membership(LaneSeats<M> seats, Occupant<M> occupant, long joinedAt) {
        this.seats = seats;
        this.occupant = occupant;
        this.joinedAt = joinedAt;
    }

    Room<M> room() {
        return seats.room();
    }

    LaneSeats<M> seats() {
        return seats;
    }

    Occupant<M> occupant() {
        return occupant;
    }

    int seat() {
        return seat;
    }

    void moveTo(int seat) {
        this.seat = seat;
    }

    /** Whether this member was in the room at that version, and hasn't left since. */
    boolean countsAt(long version) {
        return joinedAt <= version && seat != LEFT;
    }
}
