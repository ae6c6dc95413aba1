package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Alarms alarms = new Alarms(executor);
    private final List<Integer> rung = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Keeps the executor busy until the latch is down, so that a test can set what it likes meanwhile. */
    private CountDownLatch hold() {
        CountDownLatch held = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        return held;
    }

    @Test
    void eachRingsAtItsTimeInTheOrderOfTheirTimes() {
        long began = System.nanoTime();
        AtomicInteger early = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.add(i);
        }
        List<Integer> asSet = new ArrayList<>(order);
        Collections.shuffle(asSet, new Random(1));
        for (int i : asSet) {
            long time = began + Duration.ofMillis(50 + i).toNanos();
            alarms.alarm(() -> {
                        early.addAndGet(System.nanoTime() - time < 0 ? 1 : 0);
                        rung.add(i);
                    })
                    .set(time);
        }
        await().until(() -> rung.size() == order.size());
        assertThat(rung).isEqualTo(order);
        assertThat(early).as("rung before their time").hasValue(0);
    }

    @Test
    void oneThatIsCancelledDoesNotRingWhateverIsSetAndCancelledAroundIt() {
        Random random = new Random(2);
        CountDownLatch held = hold();
        List<Alarms.Alarm> all = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            all.add(alarms.alarm(() -> rung.add(number)));
            times.add(random.nextInt(100));
        }
        long began = System.nanoTime();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).set(began + times.get(i));
            if (i >= 10 && random.nextBoolean()) {
                all.get(random.nextInt(i)).cancel();
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (i % 3 == 0) {
                all.get(i).cancel();
            } else {
                // Those that were cancelled before are set again; the others are set already.
                all.get(i).set(began + times.get(i));
                left.add(i);
            }
        }
        held.countDown();

        await().until(() -> rung.size() >= left.size());
        assertThat(rung).containsExactlyInAnyOrderElementsOf(left);
        assertThat(rung.stream().map(times::get)).isSorted();
    }

    @Test
    void theSoonestOfTheTimesThatItIsSetToCounts() {
        Alarms.Alarm alarm = alarms.alarm(() -> rung.add(1));
        alarm.set(in(3_600_000));
        alarm.set(in(20));
        alarm.set(in(3_600_000));
        await().until(() -> rung.size() == 1);

        alarm.set(in(20));
        await().until(() -> rung.size() == 2);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromRinging() {
        CountDownLatch held = hold();
        long now = System.nanoTime();
        alarms.alarm(() -> {
                    throw new IllegalStateException("as told by the test");
                })
                .set(now);
        alarms.alarm(() -> {
                    throw new StackOverflowError("as told by the test");
                })
                .set(now + 1);
        alarms.alarm(() -> rung.add(1)).set(now + 2);
        held.countDown();
        await().until(() -> rung.size() == 1);
    }

    @Test
    void whatIsSetByAnAlarmThatRingsIsNotForgotten() {
        List<Alarms.Alarm> itself = new ArrayList<>();
        itself.add(alarms.alarm(() -> {
            rung.add(1);
            if (rung.size() < 5) {
                itself.get(0).set(in(5));
            }
        }));
        itself.get(0).set(in(5));
        await().until(() -> rung.size() == 5);
    }

    @Test
    void theExecutorHasOneTaskHoweverManyAlarmsAreSet() {
        executor.setRemoveOnCancelPolicy(true);
        List<Alarms.Alarm> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(alarms.alarm(() -> {}));
            all.get(i).set(in(3_600_000 - i));
        }
        assertThat(executor.getQueue()).hasSize(1);
        all.forEach(Alarms.Alarm::cancel);
        assertThat(executor.getQueue()).as("nothing is left to be woken for").isEmpty();
    }

    @Test
    void nothingIsThrownOnceTheExecutorHasStopped() {
        executor.shutdownNow();
        Alarms.Alarm alarm = alarms.alarm(() -> rung.add(1));
        alarm.set(in(0));
        alarm.cancel();
        assertThat(rung).isEmpty();
    }
}
