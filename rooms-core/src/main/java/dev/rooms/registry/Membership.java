package dev.rooms.registry;

/**
 * One member in one room: what the room's seats hold, so that a walk finds the member and a leave finds the seat.
 *
 * <p>Concurrency: {@code seat} and the seats themselves are written under the room's monitor. A walk reads them without
 * it: {@code joinedAt} is final, and {@code seat} may be read late, which shows a member that leaves at this moment as
 * still there.
 */
final class Membership<M> {
    static final int LEFT = -1;

    private final Room<M> room;
    private final LaneSeats<M> seats;
    private final Occupant<M> occupant;
    private final M member;
    private final long joinedAt;
    private int seat;

    Membership(Room<M> room, LaneSeats<M> seats, Occupant<M> occupant, long joinedAt) {
        this.room = room;
        this.seats = seats;
        this.occupant = occupant;
        this.member = occupant.member();
        this.joinedAt = joinedAt;
    }

    Room<M> room() {
        return room;
    }

    LaneSeats<M> seats() {
        return seats;
    }

    Occupant<M> occupant() {
        return occupant;
    }

    M member() {
        return member;
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
