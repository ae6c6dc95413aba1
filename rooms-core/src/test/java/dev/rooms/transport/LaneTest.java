package dev.rooms.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LaneTest {

    @Nested
    class OfAThread {
        private final ExecutorService ioThread = Executors.newSingleThreadExecutor();
        private final Lane lane = Lane.ofThread(ioThread);

        @AfterEach
        void stop() {
            ioThread.shutdownNow();
        }

        private void settle() throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            lane.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void tasksOfEachThreadRunInOrderOnTheIoThreadAlone() throws Exception {
            int threads = 4;
            int each = 50_000;
            List<int[]> ran = new ArrayList<>();
            AtomicInteger elsewhere = new AtomicInteger();
            CountDownLatch handedOver = new CountDownLatch(threads);
            Thread[] io = new Thread[1];
            lane.execute(() -> io[0] = Thread.currentThread());
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        lane.execute(() -> {
                            ran.add(new int[] {thread, number});
                            elsewhere.addAndGet(Thread.currentThread() == io[0] ? 0 : 1);
                        });
                    }
                    handedOver.countDown();
                });
            }
            assertThat(handedOver.await(30, TimeUnit.SECONDS)).isTrue();
            settle();
            pool.shutdown();
            int[] next = new int[threads];
            for (int[] task : ran) {
                assertThat(task[1]).isEqualTo(next[task[0]]++);
            }
            assertThat(next).containsOnly(each);
            assertThat(elsewhere).hasValue(0);
        }

        @Test
        void aTaskHandedOverByATaskRunsAfterThoseBeforeItAndNeedsNoStack() throws Exception {
            List<String> ran = new ArrayList<>();
            lane.execute(() -> {
                lane.execute(() -> ran.add("handed over"));
                ran.add("first");
            });
            // The first may overtake what the task hands over; the second can't, as the task has run by then.
            settle();
            settle();
            assertThat(ran).containsExactly("first", "handed over");

            AtomicInteger left = new AtomicInteger(200_000);
            CountDownLatch done = new CountDownLatch(1);
            lane.execute(new Runnable() {
                @Override
                public void run() {
                    if (left.decrementAndGet() > 0) {
                        lane.execute(this);
                    } else {
                        done.countDown();
                    }
                }
            });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void aTaskThatThrowsDoesNotStopTheLane() throws Exception {
            List<String> ran = new ArrayList<>();
            lane.execute(() -> {
                throw new IllegalStateException("as told by the test");
            });
            lane.execute(() -> {
                throw new StackOverflowError("as told by the test");
            });
            lane.execute(() -> ran.add("after"));
            settle();
            assertThat(ran).containsExactly("after");
        }
    }

    @Test
    void tasksThatWaitTogetherCostTheIoThreadOneRun() {
        List<Runnable> asked = new ArrayList<>();
        Lane lane = Lane.ofThread(asked::add);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            lane.execute(ran::incrementAndGet);
        }
        assertThat(asked).hasSize(1);
        assertThat(ran).as("nothing runs in place").hasValue(0);
        asked.remove(0).run();
        assertThat(ran).hasValue(100);
        lane.execute(ran::incrementAndGet);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aStoppedIoThreadIsNoErrorOfWhoSends() {
        Lane lane = Lane.ofThread(task -> {
            throw new RejectedExecutionException("stopped");
        });
        lane.execute(() -> {});
        lane.execute(() -> {});
    }

    @Test
    void anIoThreadThatFailsOnceIsAskedAgain() {
        List<Runnable> asked = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        List<String> ran = new ArrayList<>();
        Lane lane = Lane.ofThread(task -> {
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as told by the test");
            }
            asked.add(task);
        });
        lane.execute(() -> ran.add("a"));
        lane.execute(() -> ran.add("b"));
        asked.forEach(Runnable::run);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void theLaneInPlaceRunsWhereItIsToldAndIsAlwaysTheSame() {
        Lane lane = Lane.inPlace();
        assertThat(Lane.inPlace()).isSameAs(lane);
        List<Thread> ran = new ArrayList<>();
        lane.execute(() -> {
            throw new StackOverflowError("as told by the test");
        });
        lane.execute(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }
}
