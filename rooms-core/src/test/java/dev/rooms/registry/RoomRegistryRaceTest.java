package dev.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What many threads do to the registry at full speed, and what of it must hold. */
class RoomRegistryRaceTest {
    private static final int THREADS = 4;
    private static final int MILLION = 1_000_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final RoomRegistry<Integer> registry = new RoomRegistry<>();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    @DisplayName("HOSTILE 8: the last leave races with the first join, a million times")
    void aJoinThatRacesWithTheLastLeaveIsNeverLost() throws Exception {
        int threads = 2;
        inParallel(threads, thread -> {
            Occupant<Integer> member = registry.occupant(thread, Lane.ofThread(Runnable::run));
            int lost = 0;
            for (int i = 0; i < MILLION; i++) {
                member.join("a", 0);
                // Whatever the other does, this one is in the room that the name now leads to.
                lost += registry.roll("a").members().contains(thread) && registry.memberCount("a") > 0 ? 0 : 1;
                member.leave("a");
            }
            assertThat(lost).as("joins lost").isZero();
            return null;
        });
        requireNothingLeft();
    }

    @Test
    void whoStaysIsMetExactlyOnceInEveryWalkWhateverTheOthersDo() throws Exception {
        int stayers = 500;
        int churners = 2_000;
        Lane[] lanes = {Lane.ofThread(Runnable::run), Lane.ofThread(Runnable::run), Lane.ofThread(Runnable::run)};
        List<Occupant<Integer>> occupants = new ArrayList<>();
        for (int i = 0; i < stayers + churners; i++) {
            occupants.add(registry.occupant(i, lanes[i % lanes.length]));
        }
        occupants.subList(0, stayers).forEach(occupant -> occupant.join("a", 0));
        AtomicBoolean over = new AtomicBoolean();
        int walkers = 2;

        inParallel(THREADS, thread -> {
            if (thread < walkers) {
                try {
                    for (int i = 0; i < 3_000; i++) {
                        requireStayers(registry.roll("a"), stayers);
                    }
                } finally {
                    over.set(true);
                }
                return null;
            }
            // The churn of one thread swells the room fourfold and shrinks it again, so that the seats are packed anew.
            Random random = new Random(thread);
            List<Occupant<Integer>> mine = occupants.subList(
                    stayers + (thread - walkers) * churners / 2, stayers + (thread - walkers + 1) * churners / 2);
            while (!over.get()) {
                mine.forEach(occupant -> occupant.join("a", 0));
                for (int i = 0; i < 500; i++) {
                    Occupant<Integer> one = mine.get(random.nextInt(mine.size()));
                    one.leave("a");
                    one.join("a", 0);
                }
                mine.forEach(occupant -> occupant.leave("a"));
            }
            return null;
        });

        assertThat(registry.memberCount("a")).isEqualTo(stayers);
        occupants.forEach(Occupant::depart);
        requireNothingLeft();
    }

    private static void requireStayers(Roll<Integer> roll, int stayers) {
        BitSet met = new BitSet();
        for (int lane = 0; lane < roll.lanes(); lane++) {
            roll.walk(lane, member -> {
                assertThat(met.get(member)).as("met " + member + " before").isFalse();
                met.set(member);
            });
        }
        assertThat(met.nextClearBit(0)).as("the first who wasn't met").isGreaterThanOrEqualTo(stayers);
    }

    @Test
    void whoJoinsAfterTheRollWasCalledIsNeverMetHoweverLateTheWalk() throws Exception {
        RoomRegistry<Integer> numbered = new RoomRegistry<>();
        Lane lane = Lane.ofThread(Runnable::run);
        AtomicInteger rolls = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();

        inParallel(THREADS, thread -> {
            if (thread == 0) {
                try {
                    for (int i = 0; i < 20_000; i++) {
                        Roll<Integer> roll = numbered.roll("a");
                        int number = rolls.incrementAndGet();
                        roll.members().forEach(before -> late.addAndGet(before < number ? 0 : 1));
                    }
                } finally {
                    over.set(true);
                }
                return null;
            }
            List<Occupant<Integer>> mine = new ArrayList<>();
            while (!over.get()) {
                for (int i = 0; i < 20; i++) {
                    // Each knows how many rolls were over before it came.
                    Occupant<Integer> newcomer = numbered.occupant(rolls.get(), lane);
                    newcomer.join("a", 0);
                    mine.add(newcomer);
                }
                // The holes that these leave are filled by the next.
                mine.subList(0, mine.size() / 2).forEach(Occupant::depart);
                mine.subList(0, mine.size() / 2).clear();
            }
            mine.forEach(Occupant::depart);
            return null;
        });

        assertThat(late).as("members met that had come after the roll").hasValue(0);
        assertThat(numbered.roomCount()).isZero();
    }

    @Test
    @DisplayName("One room with 1,000,000 members, joined and left from many threads at once")
    void aMillionMembersOfOneRoomComeAndGo() throws Exception {
        Lane[] lanes = {Lane.ofThread(Runnable::run), Lane.ofThread(Runnable::run)};
        List<List<Occupant<Integer>>> shares = inParallel(THREADS, thread -> {
            List<Occupant<Integer>> mine = new ArrayList<>();
            for (int i = 0; i < MILLION / THREADS; i++) {
                Occupant<Integer> member = registry.occupant(thread * (MILLION / THREADS) + i, lanes[i % lanes.length]);
                member.enter();
                member.join("a", 0);
                mine.add(member);
            }
            return mine;
        });
        assertThat(registry.memberCount("a")).isEqualTo(MILLION);
        requireStayers(registry.roll("a"), MILLION);
        requireStayers(registry.everyone(), MILLION);

        inParallel(THREADS, thread -> {
            shares.get(thread).forEach(member -> member.leave("a"));
            shares.get(thread).forEach(Occupant::depart);
            return null;
        });
        requireNothingLeft();
        assertThat(registry.everyone().size()).isZero();
        assertThat(registry.everyone().members()).isEmpty();
    }

    @Test
    @DisplayName("1,000,000 rooms with one member each, joined and left from many threads at once")
    void aMillionRoomsOfOneMemberComeAndGo() throws Exception {
        List<List<Occupant<Integer>>> shares = inParallel(THREADS, thread -> {
            List<Occupant<Integer>> mine = new ArrayList<>();
            for (int i = thread; i < MILLION; i += THREADS) {
                Occupant<Integer> member = registry.occupant(i, Lane.ofThread(Runnable::run));
                member.join("room " + i, 0);
                mine.add(member);
            }
            return mine;
        });
        assertThat(registry.roomCount()).isEqualTo(MILLION);
        assertThat(registry.membershipCount()).isEqualTo(MILLION);
        assertThat(registry.roll("room 777").members()).containsExactly(777);
        assertThat(registry.page("room 99999", 2)).extracting("roomName").containsExactly("room 999990", "room 999991");

        inParallel(THREADS, thread -> {
            shares.get(thread).forEach(Occupant::depart);
            return null;
        });
        requireNothingLeft();
    }

    private void requireNothingLeft() {
        assertThat(registry.roomCount()).isZero();
        assertThat(registry.membershipCount()).isZero();
        assertThat(registry.memberCount("a")).isZero();
        assertThat(registry.page("", 1)).isEmpty();
    }

    private interface Work<T> {
        T of(int thread) throws Exception;
    }

    private <T> List<T> inParallel(int threads, Work<T> work) throws InterruptedException, ExecutionException {
        List<Callable<T>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            shares.add(() -> work.of(thread));
        }
        List<T> outcomes = new ArrayList<>();
        for (Future<T> share : pool.invokeAll(shares)) {
            outcomes.add(share.get());
        }
        return outcomes;
    }
}
