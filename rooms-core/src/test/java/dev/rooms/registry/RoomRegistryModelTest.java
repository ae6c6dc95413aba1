package dev.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry against sets of members, over long random histories; the seed tells each history again. */
class RoomRegistryModelTest {
    private static final int MEMBERS = 120;
    private static final int STEPS = 8_000;
    private static final int STEPS_OF_A_TIDE = 400;
    private static final List<String> ROOMS = List.of("a", "b", "c");

    private final RoomRegistry<Integer> registry = new RoomRegistry<>();
    private final List<Occupant<Integer>> occupants = new ArrayList<>();
    private final List<Set<Integer>> model = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());
    private final List<Taken> taken = new ArrayList<>();

    /** A roll, and who of its members hasn't left since. */
    private record Taken(int room, Roll<Integer> roll, int size, Set<Integer> stayed) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aHistoryOfJoinsAndLeavesMeetsWhoeverStayedExactlyOnce(long seed) {
        Random random = new Random(seed);
        Lane[] lanes = {Lane.ofThread(Runnable::run), Lane.ofThread(Runnable::run), Lane.ofThread(Runnable::run)};
        for (int i = 0; i < MEMBERS; i++) {
            occupants.add(registry.occupant(i, lanes[i % lanes.length]));
        }
        for (int step = 0; step < STEPS; step++) {
            // Tides: the seats grow, get holes, and shrink, again and again.
            boolean flood = step / STEPS_OF_A_TIDE % 2 == 0;
            int room = random.nextInt(ROOMS.size());
            int member = random.nextInt(MEMBERS);
            if (random.nextInt(10) < (flood ? 8 : 2)) {
                join(member, room);
            } else {
                leave(member, room);
            }
            if (random.nextInt(20) == 0) {
                Set<Integer> members = model.get(room);
                taken.add(new Taken(room, registry.roll(ROOMS.get(room)), members.size(), new HashSet<>(members)));
            }
            if (!taken.isEmpty() && random.nextInt(25) == 0) {
                requireRoll(taken.remove(random.nextInt(taken.size())));
            }
            requireRoom(room);
        }
        taken.forEach(RoomRegistryModelTest::requireRoll);
        for (Occupant<Integer> occupant : occupants) {
            assertThat(occupant.depart()).hasSize((int) model.stream()
                    .filter(members -> members.contains(occupant.member()))
                    .count());
        }
        assertThat(registry.roomCount()).isZero();
        assertThat(registry.membershipCount()).isZero();
    }

    private void join(int member, int room) {
        Occupant.Join outcome = occupants.get(member).join(ROOMS.get(room), 0);
        boolean isNew = model.get(room).add(member);
        assertThat(outcome).isEqualTo(isNew ? Occupant.Join.JOINED : Occupant.Join.ALREADY_IN);
    }

    private void leave(int member, int room) {
        boolean wasIn = model.get(room).remove(member);
        assertThat(occupants.get(member).leave(ROOMS.get(room))).isEqualTo(wasIn);
        taken.stream()
                .filter(roll -> roll.room() == room)
                .forEach(roll -> roll.stayed().remove(member));
    }

    private static void requireRoll(Taken taken) {
        assertThat(taken.roll().size()).isEqualTo(taken.size());
        assertThat(taken.roll().members()).containsExactlyInAnyOrderElementsOf(taken.stayed());
    }

    private void requireRoom(int room) {
        Set<Integer> members = model.get(room);
        String name = ROOMS.get(room);
        assertThat(registry.memberCount(name)).isEqualTo(members.size());
        assertThat(registry.roll(name).members()).hasSize(members.size()).hasSameElementsAs(members);
        assertThat(registry.membershipCount())
                .isEqualTo(model.stream().mapToInt(Set::size).sum());
        assertThat(registry.roomCount())
                .isEqualTo((int) model.stream().filter(set -> !set.isEmpty()).count());
    }
}
