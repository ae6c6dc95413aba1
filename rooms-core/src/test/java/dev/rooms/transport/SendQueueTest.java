package dev.rooms.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendQueueTest {
    private final List<Frame> written = new ArrayList<>();

    /** Completes no write by itself. */
    private SendQueue stalled(long maxWaitingBytes) {
        return new SendQueue(maxWaitingBytes, written::add);
    }

    private List<String> texts() {
        return written.stream().map(Frame::text).toList();
    }

    @Test
    void oneWriteIsUnderWayAtATimeAndFramesLeaveInOrder() {
        SendQueue queue = stalled(1_000);
        for (String text : List.of("a", "b", "c")) {
            assertThat(queue.offer(Frame.text(text))).isTrue();
        }
        assertThat(texts()).containsExactly("a");
        queue.sent();
        assertThat(texts()).containsExactly("a", "b");
        queue.sent();
        queue.sent();
        assertThat(texts()).containsExactly("a", "b", "c");
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
        queue.offer(Frame.text("d"));
        assertThat(texts()).containsExactly("a", "b", "c", "d");
    }

    @Test
    @DisplayName("CONTRACT §5: bytes waiting to be sent to one client are bounded")
    void whatWaitsIsBoundedInBytes() {
        SendQueue queue = stalled(10);
        assertThat(queue.offer(Frame.text("1234"))).isTrue();
        assertThat(queue.offer(Frame.text("567890"))).isTrue();
        assertThat(queue.backlog().bytes()).isEqualTo(10);
        assertThat(queue.offer(Frame.text("x"))).isFalse();
        assertThat(queue.offer(Frame.ping())).as("no payload").isTrue();
        queue.sent();
        assertThat(queue.backlog().bytes()).as("the first is gone").isEqualTo(6);
        assertThat(queue.offer(Frame.text("1234"))).isTrue();
        assertThat(queue.offer(Frame.text("x"))).isFalse();
    }

    @Test
    void theFirstFrameIsAlwaysAccepted() {
        SendQueue queue = stalled(1);
        assertThat(queue.offer(Frame.text("much longer than that"))).isTrue();
        assertThat(queue.offer(Frame.text("x"))).isFalse();
        queue.sent();
        assertThat(queue.offer(Frame.text("much longer again"))).isTrue();
        assertThat(written).hasSize(2);
    }

    @Test
    @DisplayName("HOSTILE 3: 100,000 messages before the first write completes: memory bounded, order kept")
    void aHundredThousandMessagesBeforeTheFirstWriteCompletes() {
        SendQueue queue = stalled(1 << 20);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            if (!queue.offer(Frame.text(String.format("%0100d", i)))) {
                break;
            }
            accepted++;
        }
        assertThat(accepted).isEqualTo((1 << 20) / 100);
        assertThat(queue.backlog().bytes()).isLessThanOrEqualTo(1 << 20);
        for (int i = 0; i < accepted; i++) {
            queue.sent();
        }
        assertThat(texts())
                .containsExactlyElementsOf(IntStream.range(0, accepted)
                        .mapToObj(i -> String.format("%0100d", i))
                        .toList());
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("Writes that complete before the call returns need no stack")
    void aMillionWritesThatCompleteAtOnceDoNotRecurse(boolean whileOneIsUnderWay) {
        int frames = 1_000_000;
        AtomicInteger count = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        Frame ping = Frame.ping();
        SendQueue[] queue = new SendQueue[1];
        queue[0] = new SendQueue(1, frame -> {
            count.incrementAndGet();
            if (count.get() % 100_000 == 2) {
                deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
            }
            if (!whileOneIsUnderWay || count.get() > 1) {
                queue[0].sent();
            }
        });
        for (int i = 0; i < frames; i++) {
            assertThat(queue[0].offer(ping)).isTrue();
        }
        if (whileOneIsUnderWay) {
            assertThat(count).hasValue(1);
            queue[0].sent();
        }
        assertThat(count).hasValue(frames);
        assertThat(deepest.get()).isBetween(1, 200);
        assertThat(queue[0].backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    @Timeout(60)
    @DisplayName("HOSTILE 4: many threads send to one client: never two writes at once, each thread's frames in order")
    void framesOfManyThreadsNeverOverlap() throws Exception {
        int threads = 4;
        int each = 20_000;
        ExecutorService pool = Executors.newCachedThreadPool();
        ExecutorService io = Executors.newSingleThreadExecutor();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        SendQueue[] queue = new SendQueue[1];
        queue[0] = new SendQueue(Long.MAX_VALUE, frame -> {
            overlaps.addAndGet(underWay.getAndIncrement());
            written.add(frame);
            // Some complete before the call returns, some later on another thread, as a container's do.
            if (written.size() % 3 == 0) {
                underWay.decrementAndGet();
                queue[0].sent();
            } else {
                io.execute(() -> {
                    underWay.decrementAndGet();
                    queue[0].sent();
                });
            }
        });
        try {
            List<Callable<Boolean>> senders = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int sender = t;
                senders.add(() -> {
                    boolean all = true;
                    for (int i = 0; i < each; i++) {
                        all &= queue[0].offer(Frame.text(sender + " " + i));
                    }
                    return all;
                });
            }
            for (Future<Boolean> sender : pool.invokeAll(senders)) {
                assertThat(sender.get()).isTrue();
            }
            while (!queue[0].backlog().equals(Backlog.NONE)) {
                Thread.onSpinWait();
            }
        } finally {
            pool.shutdown();
            io.shutdown();
            assertThat(io.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(overlaps).hasValue(0);
        int[] next = new int[threads];
        for (String text : texts()) {
            int blank = text.indexOf(' ');
            int sender = Integer.parseInt(text.substring(0, blank));
            assertThat(Integer.parseInt(text.substring(blank + 1))).isEqualTo(next[sender]++);
        }
        assertThat(next).containsOnly(each);
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void aCloseFollowsWhatWaitsUnlessTheReasonDropsThat(CloseReason reason) {
        SendQueue queue = stalled(1_000);
        queue.offer(Frame.text("under way"));
        queue.offer(Frame.text("waits"));
        queue.close(reason);
        assertThat(queue.offer(Frame.text("too late")))
                .as("dropped, which isn't full")
                .isTrue();
        queue.close(CloseReason.PROTOCOL_ERROR);
        for (int i = 0; i < 5; i++) {
            queue.sent();
        }
        List<String> before = written.stream()
                .filter(frame -> frame.kind() == Frame.Kind.TEXT)
                .map(Frame::text)
                .toList();
        assertThat(before)
                .containsExactlyElementsOf(
                        reason.dropsWaiting() ? List.of("under way") : List.of("under way", "waits"));
        Frame last = written.get(written.size() - 1);
        assertThat(last.kind()).isEqualTo(Frame.Kind.CLOSE);
        assertThat(last.reason()).isEqualTo(reason);
        assertThat(written).hasSize(before.size() + 1);
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    void aCloseFitsAlsoWhenTheQueueIsFull() {
        SendQueue queue = stalled(8);
        queue.offer(Frame.text("1234"));
        queue.offer(Frame.text("5678"));
        assertThat(queue.offer(Frame.text("9"))).isFalse();
        queue.close(CloseReason.TOO_SLOW);
        assertThat(queue.backlog().bytes())
                .as("what is dropped waits no more")
                .isEqualTo(4 + Frame.close(CloseReason.TOO_SLOW).size());
        queue.sent();
        assertThat(written).hasSize(2);
        assertThat(written.get(1).reason()).isEqualTo(CloseReason.TOO_SLOW);
    }

    @Test
    void aCloseOfAnIdleQueueIsWrittenAtOnce() {
        SendQueue queue = stalled(1);
        queue.close(CloseReason.NORMAL);
        assertThat(written).hasSize(1);
        queue.offer(Frame.text("x"));
        queue.sent();
        assertThat(written).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAFailureOrADiscardNothingIsKeptOrWritten(boolean failure) {
        SendQueue queue = stalled(1_000);
        queue.offer(Frame.text("a"));
        queue.offer(Frame.text("b"));
        if (failure) {
            queue.failed();
        } else {
            queue.discard();
        }
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
        assertThat(queue.offer(Frame.text("c"))).isTrue();
        queue.close(CloseReason.NORMAL);
        queue.sent();
        queue.failed();
        queue.sent();
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void aFailureWithinTheWriteEndsThePump() {
        SendQueue[] queue = new SendQueue[1];
        queue[0] = new SendQueue(1_000, frame -> {
            written.add(frame);
            queue[0].failed();
        });
        queue[0].offer(Frame.text("a"));
        queue[0].offer(Frame.text("b"));
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void aCompletionThatIsToldWithoutAWriteIsPassedOver() {
        SendQueue queue = stalled(1_000);
        queue.sent();
        queue.offer(Frame.text("a"));
        queue.sent();
        queue.sent();
        queue.sent();
        queue.offer(Frame.text("b"));
        queue.offer(Frame.text("c"));
        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void aWriterThatOffersDoesNotOverlapItself() {
        SendQueue[] queue = new SendQueue[1];
        queue[0] = new SendQueue(1_000, frame -> {
            if (written.isEmpty()) {
                queue[0].offer(Frame.text("b"));
            }
            written.add(frame);
            queue[0].sent();
        });
        queue[0].offer(Frame.text("a"));
        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void theTimeOfTheWriteUnderWayIsToldFromItsOwnBeginning() {
        SendQueue queue = stalled(1_000);
        assertThat(queue.backlog().stalledNanos()).isZero();
        queue.offer(Frame.text("a"));
        queue.offer(Frame.text("b"));
        long first = queue.backlog().stalledNanos();
        long later = queue.backlog().stalledNanos();
        while (later - first < TimeUnit.MILLISECONDS.toNanos(20)) {
            later = queue.backlog().stalledNanos();
        }
        long before = System.nanoTime();
        queue.sent();
        assertThat(queue.backlog().stalledNanos())
                .isPositive()
                .isLessThanOrEqualTo(System.nanoTime() - before + later - first);
        queue.sent();
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatThrownBy(() -> stalled(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxWaitingBytes is 0");
    }
}
