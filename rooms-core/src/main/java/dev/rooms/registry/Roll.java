package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A room's members at one moment, read in place: nothing is copied, no lock is taken.
 *
 * <p>A walk, however much later it comes, meets everyone who was in the room at that moment and still is. Who joined
 * later isn't met; who leaves during the walk may be. Immutable and thread-safe.
 *
 * @param <M> what a member is
 */
public final class Roll<M> {
    private static final Roll<?> EMPTY = new Roll<>(emptyLanes(), 0, 0);

    private final LaneSeats<M>[] lanes;
    private final long version;
    private final int size;

    Roll(LaneSeats<M>[] lanes, long version, int size) {
        this.lanes = lanes;
        this.version = version;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // holds no member of any kind
    static <M> Roll<M> empty() {
        return (Roll<M>) EMPTY;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type arguments
    private static LaneSeats<Object>[] emptyLanes() {
        return new LaneSeats[0];
    }

    /** How many members the room had. */
    public int size() {
        return size;
    }

    /** How many lanes there are to walk. */
    public int lanes() {
        return lanes.length;
    }

    /** One of the lanes, counted from 0. */
    public Lane lane(int index) {
        return lanes[index].lane();
    }

    /** Shows each member in that lane to the visitor. */
    public void walk(int index, Consumer<? super M> visitor) {
        lanes[index].walk(version, visitor);
    }

    /** The members of all lanes, copied into a list. */
    public List<M> members() {
        List<M> members = new ArrayList<>(size);
        for (LaneSeats<M> seats : lanes) {
            seats.walk(version, members::add);
        }
        return members;
    }
}
