package dev.rooms.bench.micro;

import dev.rooms.registry.Occupant;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.transport.Lane;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to join and to leave, in rooms of any size and among any number of rooms, and to read a room. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RegistryBenchmark {
    private static final int MAX_ROOMS = 0;

    /** One room of that many members. */
    @State(Scope.Benchmark)
    public static class OneRoom {
        @Param({"1", "1000", "1000000"})
        int members;

        final RoomRegistry<Integer> registry = new RoomRegistry<>();
        final Lane lane = Lane.inPlace();

        /** Fills the room. */
        @Setup
        public void fill() {
            for (int i = 0; i < members; i++) {
                registry.occupant(i, lane).join("room", MAX_ROOMS);
            }
        }
    }

    /** That many rooms of one member. */
    @State(Scope.Benchmark)
    public static class ManyRooms {
        @Param({"1000", "1000000"})
        int rooms;

        final RoomRegistry<Integer> registry = new RoomRegistry<>();
        final Lane lane = Lane.inPlace();
        final Occupant<Integer> newcomer = registry.occupant(-1, lane);

        /** Makes the rooms. */
        @Setup
        public void fill() {
            for (int i = 0; i < rooms; i++) {
                registry.occupant(i, lane).join("room-" + i, MAX_ROOMS);
            }
        }
    }

    /** Somebody who comes to the one room and goes, for each thread. */
    @State(Scope.Thread)
    public static class Visitor {
        private Occupant<Integer> occupant = new RoomRegistry<Integer>().occupant(-1, Lane.inPlace());

        /** Comes to the one room's registry. */
        @Setup
        public void come(OneRoom room) {
            occupant = room.registry.occupant(-1, room.lane);
        }
    }

    /** Joins a room that others are in, and leaves it. */
    @Benchmark
    public boolean joinAndLeave(OneRoom room, Visitor visitor) {
        visitor.occupant.join("room", MAX_ROOMS);
        return visitor.occupant.leave("room");
    }

    /** The same from two threads at once, in the same room. */
    @Benchmark
    @Threads(2)
    public boolean joinAndLeaveFromTwoThreads(OneRoom room, Visitor visitor) {
        visitor.occupant.join("room", MAX_ROOMS);
        return visitor.occupant.leave("room");
    }

    /** Makes a room by joining it and lets it vanish by leaving it, among many others. */
    @Benchmark
    public boolean appearAndVanish(ManyRooms rooms) {
        rooms.newcomer.join("own room", MAX_ROOMS);
        return rooms.newcomer.leave("own room");
    }

    /** Reads all members of a room. */
    @Benchmark
    public void walk(OneRoom room, Blackhole seen) {
        room.registry.roll("room").walk(0, seen::consume);
    }
}
