package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room in one lane: an array with holes.
 *
 * <p>Concurrency: changed under the room's monitor, walked without it. A member never moves within an array: a leave
 * makes a hole, a join fills one, and only a new array packs the members. So a walk, whichever array it got hold of,
 * meets everyone who was there when it began and stayed, exactly once. Those who join or leave during the walk may or
 * may not be met; {@link Membership#countsAt} sorts most of them out. What a walk must see is published by
 * {@link Room}'s volatile size, which every change writes last and every roll reads first.
 */
final class LaneSeats<M> {
    private static final int FIRST_CAPACITY = 2;
    private static final int[] NO_HOLES = {};

    private final Lane lane;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type arguments
    private volatile @Nullable Membership<M>[] seats = new Membership[FIRST_CAPACITY];

    private int used;
    private int members;
    private int[] holes = NO_HOLES;
    private int holeCount;

    LaneSeats(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    boolean isEmpty() {
        return members == 0;
    }

    void add(Membership<M> membership) {
        int seat;
        if (holeCount > 0) {
            seat = holes[--holeCount];
        } else {
            if (used == seats.length) {
                repack(seats.length * 2);
            }
            seat = used++;
        }
        membership.moveTo(seat);
        seats[seat] = membership;
        members++;
    }

    void remove(Membership<M> membership) {
        int seat = membership.seat();
        seats[seat] = null;
        membership.moveTo(Membership.LEFT);
        members--;
        if (members * 4 <= seats.length && seats.length > 4 * FIRST_CAPACITY) {
            repack(Math.max(members * 2, FIRST_CAPACITY));
        } else if (seat == used - 1) {
            used--;
        } else {
            rememberHole(seat);
        }
    }

    private void rememberHole(int seat) {
        if (holeCount == holes.length) {
            holes = Arrays.copyOf(holes, Math.max(4, holes.length * 2));
        }
        holes[holeCount++] = seat;
    }

    private void repack(int capacity) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type arguments
        @Nullable Membership<M>[] packed = new Membership[capacity];
        int next = 0;
        for (Membership<M> membership : seats) {
            if (membership != null) {
                membership.moveTo(next);
                packed[next++] = membership;
            }
        }
        seats = packed;
        used = next;
        holes = NO_HOLES;
        holeCount = 0;
    }

    void walk(long version, Consumer<? super M> visitor) {
        for (Membership<M> membership : seats) {
            if (membership != null && membership.countsAt(version)) {
                visitor.accept(membership.member());
            }
        }
    }
}
