package dev.rooms.registry;

import dev.rooms.transport.Lane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do to the registry at once has the outcome of some order of doing it one after the other.
 *
 * <p>Departing leaves several rooms one by one, so it is atomic only for a member of one room; hence two subjects.
 */
class RoomRegistryLincheckTest {

    @Test
    @DisplayName("HOSTILE 8: a join that races with the last leave is never lost, and leaves no room behind")
    void aJoinThatRacesWithTheLastLeaveIsNeverLost() {
        modelChecking()
                .threads(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(20)
                .sequentialSpecification(OccupiedRoomModel.class)
                .check(OccupiedRoom.class);
    }

    @Test
    void joinsLeavesAndDepartsOfOneRoomAreLinearizable() {
        modelChecking().sequentialSpecification(OneRoomModel.class).check(OneRoom.class);
        stress().sequentialSpecification(OneRoomModel.class).check(OneRoom.class);
    }

    @Test
    void joinsAndLeavesOfSeveralRoomsAreLinearizable() {
        modelChecking().sequentialSpecification(TwoRoomsModel.class).check(TwoRooms.class);
        stress().sequentialSpecification(TwoRoomsModel.class).check(TwoRooms.class);
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(2)
                .actorsAfter(1)
                .iterations(5)
                .invocationsPerIteration(100);
    }

    private static StressOptions stress() {
        return new StressOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(2)
                .actorsAfter(1)
                .iterations(3)
                .invocationsPerIteration(300);
    }

    /** A room that has one member, and two that come and go: so nearly every scenario is that race. */
    @Param(name = "member", gen = IntGen.class, conf = "0:1")
    public static class OccupiedRoom {
        private final Subject subject = new Subject();

        public OccupiedRoom() {
            subject.join(0, "a");
        }

        @Operation
        public String join(@Param(name = "member") int member) {
            return subject.join(member, "a");
        }

        @Operation
        public boolean leave(@Param(name = "member") int member) {
            return subject.leave(member, "a");
        }

        @Validate
        public void nothingIsLostAndNothingLeaks() {
            subject.requireConsistency(List.of("a"));
        }
    }

    /** What {@link OccupiedRoom} does when nothing happens at once. */
    public static class OccupiedRoomModel {
        private final Model model = new Model();

        public OccupiedRoomModel() {
            model.join(0, "a");
        }

        public String join(int member) {
            return model.join(member, "a");
        }

        public boolean leave(int member) {
            return model.leave(member, "a");
        }
    }

    /** Three members in two lanes, and one room. */
    @Param(name = "member", gen = IntGen.class, conf = "0:2")
    public static class OneRoom {
        private final Subject subject = new Subject();

        @Operation
        public String join(@Param(name = "member") int member) {
            return subject.join(member, "a");
        }

        @Operation
        public boolean leave(@Param(name = "member") int member) {
            return subject.leave(member, "a");
        }

        @Operation
        public String depart(@Param(name = "member") int member) {
            return subject.depart(member);
        }

        @Operation
        public boolean isIn(@Param(name = "member") int member) {
            return subject.isIn(member, "a");
        }

        @Operation
        public int memberCount() {
            return subject.memberCount("a");
        }

        @Validate
        public void nothingIsLostAndNothingLeaks() {
            subject.requireConsistency(List.of("a"));
        }
    }

    /** What {@link OneRoom} does when nothing happens at once. */
    public static class OneRoomModel {
        private final Model model = new Model();

        public String join(int member) {
            return model.join(member, "a");
        }

        public boolean leave(int member) {
            return model.leave(member, "a");
        }

        public String depart(int member) {
            return model.depart(member);
        }

        public boolean isIn(int member) {
            return model.isIn(member, "a");
        }

        public int memberCount() {
            return model.memberCount("a");
        }
    }

    /** Three members in two lanes, and two rooms. */
    @Param(name = "member", gen = IntGen.class, conf = "0:2")
    @Param(name = "room", gen = IntGen.class, conf = "0:1")
    public static class TwoRooms {
        private final Subject subject = new Subject();

        @Operation
        public String join(@Param(name = "member") int member, @Param(name = "room") int room) {
            return subject.join(member, "r" + room);
        }

        @Operation
        public boolean leave(@Param(name = "member") int member, @Param(name = "room") int room) {
            return subject.leave(member, "r" + room);
        }

        @Operation
        public String roomsOf(@Param(name = "member") int member) {
            return subject.roomsOf(member);
        }

        @Operation
        public int memberCount(@Param(name = "room") int room) {
            return subject.memberCount("r" + room);
        }

        @Validate
        public void nothingIsLostAndNothingLeaks() {
            subject.requireConsistency(List.of("r0", "r1"));
        }
    }

    /** What {@link TwoRooms} does when nothing happens at once. */
    public static class TwoRoomsModel {
        private final Model model = new Model();

        public String join(int member, int room) {
            return model.join(member, "r" + room);
        }

        public boolean leave(int member, int room) {
            return model.leave(member, "r" + room);
        }

        public String roomsOf(int member) {
            return model.roomsOf(member);
        }

        public int memberCount(int room) {
            return model.memberCount("r" + room);
        }
    }

    /** The registry under test. */
    private static final class Subject {
        private final RoomRegistry<Integer> registry = new RoomRegistry<>();
        private final List<Occupant<Integer>> members;

        Subject() {
            Lane one = Lane.ofThread(Runnable::run);
            Lane other = Lane.ofThread(Runnable::run);
            members = List.of(registry.occupant(0, one), registry.occupant(1, other), registry.occupant(2, one));
        }

        String join(int member, String room) {
            return members.get(member).join(room, 0).name();
        }

        boolean leave(int member, String room) {
            return members.get(member).leave(room);
        }

        String depart(int member) {
            return new TreeSet<>(members.get(member).depart()).toString();
        }

        boolean isIn(int member, String room) {
            return members.get(member).isIn(room);
        }

        String roomsOf(int member) {
            return new TreeSet<>(members.get(member).rooms()).toString();
        }

        int memberCount(String room) {
            return registry.memberCount(room);
        }

        /** Both directions agree, and an empty room is in no map. */
        void requireConsistency(List<String> rooms) {
            long memberships = 0;
            int roomCount = 0;
            for (String room : rooms) {
                Set<Integer> expected = new TreeSet<>();
                for (Occupant<Integer> member : members) {
                    if (member.isIn(room)) {
                        expected.add(member.member());
                    }
                }
                List<Integer> met = registry.roll(room).members();
                require(met.size() == expected.size() && expected.containsAll(met), "met " + met + " not " + expected);
                require(registry.memberCount(room) == expected.size(), "wrong count of " + room);
                memberships += expected.size();
                roomCount += expected.isEmpty() ? 0 : 1;
            }
            require(registry.roomCount() == roomCount, registry.roomCount() + " rooms, not " + roomCount);
            require(registry.membershipCount() == memberships, "memberships leak");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }

    /** Who is where, as simply as it can be said. */
    private static final class Model {
        private final Map<Integer, Set<String>> rooms = new TreeMap<>();
        private final Set<Integer> departed = new TreeSet<>();

        String join(int member, String room) {
            if (departed.contains(member)) {
                return Occupant.Join.DEPARTED.name();
            }
            boolean joined =
                    rooms.computeIfAbsent(member, key -> new TreeSet<>()).add(room);
            return (joined ? Occupant.Join.JOINED : Occupant.Join.ALREADY_IN).name();
        }

        boolean leave(int member, String room) {
            return rooms.getOrDefault(member, new TreeSet<>()).remove(room);
        }

        String depart(int member) {
            departed.add(member);
            Set<String> left = rooms.remove(member);
            return left == null ? "[]" : left.toString();
        }

        boolean isIn(int member, String room) {
            return rooms.getOrDefault(member, Set.of()).contains(room);
        }

        String roomsOf(int member) {
            return rooms.getOrDefault(member, Set.of()).toString();
        }

        int memberCount(String room) {
            Stream<Set<String>> all = rooms.values().stream();
            return (int) all.filter(some -> some.contains(room)).count();
        }
    }
}
