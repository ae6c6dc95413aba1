package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room in one lane: an array with holes, in which each seat has two places, one for the member and one
 * for its {@link Membership}. A walk reads the first alone, as each object more that it looks at is a miss of the cache.
 *
 * <p>Concurrency: changed under the room's monitor, walked without it. A member never moves within an array: a leave
 * makes a hole, a join fills one, and only a new array packs the members. So a walk, whichever array it got hold of,
 * meets everyone who was there when it began and stayed, exactly once. Those who join or leave during the walk may or may
 * not be met; the membership sorts most of them out. It is looked at only where there may be such: a join raises the
 * room's version before it fills a place, with release, and the walk reads the place first, with acquire; so a walk that
 * meets a newcomer finds the room's version above its own. And who left after the array was replaced is still in the old
 * one. What a walk must see is published by {@link Room}'s volatile size, which every change writes last and every roll
 * reads first.
 */
final class LaneSeats<M> {
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int PLACES = 2;
    private static final int FIRST_CAPACITY = 1;
    /** Below that, an array isn't worth being made smaller. */
    private static final int SMALL_CAPACITY = 8;

    private static final int[] NO_HOLES = {};

    private final Room<M> room;
    private final Lane lane;

    private volatile @Nullable Object[] places = new Object[PLACES * FIRST_CAPACITY];

    private int used;
    private int members;
    private int[] holes = NO_HOLES;
    private int holeCount;

    LaneSeats(Room<M> room, Lane lane) {
        this.room = room;
        this.lane = lane;
    }

    Room<M> room() {
        return room;
    }

    Lane lane() {
        return lane;
    }

    boolean isEmpty() {
        return members == 0;
    }

    private int capacity() {
        return places.length / PLACES;
    }

    void add(Membership<M> membership) {
        int seat;
        if (holeCount > 0) {
            seat = holes[--holeCount];
        } else {
            if (used == capacity()) {
                repack(used * 2);
            }
            seat = used++;
        }
        seat(membership, places, seat);
        members++;
    }

    private static <M> void seat(Membership<M> membership, @Nullable Object[] places, int seat) {
        membership.moveTo(seat);
        places[PLACES * seat + 1] = membership;
        PLACE.setRelease(places, PLACES * seat, membership.occupant().member());
    }

    void remove(Membership<M> membership) {
        int seat = membership.seat();
        PLACE.setRelease(places, PLACES * seat, null);
        places[PLACES * seat + 1] = null;
        membership.moveTo(Membership.LEFT);
        members--;
        if (members * 4 <= capacity() && capacity() > SMALL_CAPACITY) {
            repack(members * 2);
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
        @Nullable Object[] packed = new Object[PLACES * Math.max(capacity, FIRST_CAPACITY)];
        int next = 0;
        for (int i = 0; i < places.length; i += PLACES) {
            Membership<M> membership = membershipAt(places, i);
            if (membership != null) {
                seat(membership, packed, next++);
            }
        }
        places = packed;
        used = next;
        holes = NO_HOLES;
        holeCount = 0;
    }

    @SuppressWarnings("unchecked") // a seat's second place holds nothing else
    private static <M> @Nullable Membership<M> membershipAt(@Nullable Object[] places, int first) {
        return (Membership<M>) places[first + 1];
    }

    void walk(long version, Consumer<? super M> visitor) {
        @Nullable Object[] walked = places;
        for (int i = 0; i < walked.length; i += PLACES) {
            @SuppressWarnings("unchecked") // a seat's first place holds nothing else
            @Nullable M member = (M) PLACE.getAcquire(walked, i);
            if (member != null && (nothingChanged(walked, version) || counts(walked, i, version))) {
                visitor.accept(member);
            }
        }
    }

    /** Whether all who are in these places were there at that version, and are still. */
    private boolean nothingChanged(@Nullable Object[] walked, long version) {
        return room.version() <= version && places == walked;
    }

    private boolean counts(@Nullable Object[] walked, int first, long version) {
        Membership<M> membership = membershipAt(walked, first);
        return membership != null && membership.countsAt(version);
    }
}
