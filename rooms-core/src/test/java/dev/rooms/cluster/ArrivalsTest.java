package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final int PATIENT_BYTES = 1_000;

    private final Measurements measurements = new Measurements();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Arrivals arrivals = new Arrivals(work::add, PATIENT_BYTES, new Tally(measurements));
    private final List<String> done = new ArrayList<>();

    private void add(Collection<Integer> partitions, String name) {
        arrivals.add(partitions, 1, () -> done.add(name));
    }

    /** Does what may be done now, the newest first where there is a choice. */
    private void doOne() {
        Runnable last = null;
        Queue<Runnable> rest = new ArrayDeque<>(work);
        for (Runnable task : rest) {
            last = task;
        }
        work.remove(last);
        last.run();
    }

    private void doAll() {
        while (!work.isEmpty()) {
            doOne();
        }
    }

    @Test
    void onePartitionIsDoneInItsOrderAndDoesNotWaitForOthers() {
        add(List.of(1), "1a");
        add(List.of(1), "1b");
        add(List.of(2), "2a");
        doOne();
        assertThat(done).containsExactly("2a");
        doAll();
        assertThat(done).containsExactly("2a", "1a", "1b");
    }

    @Test
    void whatConcernsSeveralComesAfterAllBeforeItAndBeforeAllAfterIt() {
        add(List.of(1), "1a");
        add(List.of(2), "2a");
        add(Set.of(1, 2), "both");
        add(List.of(1), "1b");
        add(List.of(3), "3a");
        doAll();
        assertThat(done).startsWith("3a").endsWith("both", "1b").contains("1a", "2a");
    }

    @Test
    void whatConcernsAllIsABarrierForEach() {
        add(List.of(1), "1a");
        add(List.of(63), "63a");
        add(List.of(), "all");
        add(List.of(0), "0a");
        add(List.of(63), "63b");
        doAll();
        assertThat(done.subList(0, 2)).containsExactlyInAnyOrder("1a", "63a");
        assertThat(done.get(2)).isEqualTo("all");
        assertThat(done).hasSize(5);
    }

    @Test
    void whatIsMoreThanMayWaitIsLostAndCountedUntilSomethingIsDone() {
        arrivals.add(List.of(1), 600, () -> done.add("first"));
        arrivals.add(List.of(2), 400, () -> done.add("second"));
        arrivals.add(List.of(3), 1, () -> done.add("lost"));
        arrivals.add(List.of(), 0, () -> done.add("goodbye"));
        assertThat(measurements.get(Counter.BACKPLANE_LOST)).isOne();
        doAll();
        arrivals.add(List.of(3), PATIENT_BYTES, () -> done.add("third"));
        doAll();
        assertThat(done).containsExactlyInAnyOrder("first", "second", "goodbye", "third");
        assertThat(measurements.get(Counter.BACKPLANE_LOST)).isOne();
    }

    @Test
    void whatFailsHoldsUpNothingAndGivesItsBytesBack() {
        arrivals.add(List.of(1), PATIENT_BYTES, () -> {
            throw new IllegalStateException("thrown by the test");
        });
        doAll();
        arrivals.add(List.of(1), PATIENT_BYTES, () -> done.add("next"));
        doAll();
        assertThat(done).containsExactly("next");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void onSeveralThreadsEachPartitionKeepsItsOrder(long seed) {
        Random random = new Random(seed);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Arrivals threaded = new Arrivals(pool, Long.MAX_VALUE, new Tally(measurements));
            List<List<Integer>> byPartition = new ArrayList<>();
            List<List<Integer>> expected = new ArrayList<>();
            for (int partition = 0; partition < Channels.PARTITIONS; partition++) {
                byPartition.add(Collections.synchronizedList(new ArrayList<>()));
                expected.add(new ArrayList<>());
            }
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                Set<Integer> partitions = new HashSet<>();
                for (int more = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3); more > 0; more--) {
                    partitions.add(random.nextInt(Channels.PARTITIONS));
                }
                Set<Integer> concerned = partitions.isEmpty() ? everyPartition() : partitions;
                concerned.forEach(partition -> expected.get(partition).add(number));
                threaded.add(
                        partitions,
                        1,
                        () -> concerned.forEach(
                                partition -> byPartition.get(partition).add(number)));
            }
            CountDownLatch end = new CountDownLatch(1);
            threaded.add(List.of(), 0, end::countDown);
            await().until(() -> end.getCount() == 0);
            assertThat(byPartition).as("seed %s", seed).isEqualTo(expected);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Set<Integer> everyPartition() {
        Set<Integer> all = new HashSet<>();
        for (int partition = 0; partition < Channels.PARTITIONS; partition++) {
            all.add(partition);
        }
        return all;
    }
}
