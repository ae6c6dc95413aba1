package dev.rooms.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames that are offered together: a message with its attachments. */
class SendQueueTogetherTest {
    private final List<Frame> written = new ArrayList<>();

    /** Completes no write by itself. */
    private SendQueue stalled(long maxWaitingBytes) {
        return new SendQueue(maxWaitingBytes, written::add);
    }

    private List<String> texts() {
        return written.stream().map(Frame::text).toList();
    }

    private static List<Frame> frames(String... texts) {
        return Arrays.stream(texts).map(Frame::text).toList();
    }

    @Test
    void framesThatAreOfferedTogetherLeaveOneAfterTheOther() {
        SendQueue queue = stalled(1_000);
        assertThat(queue.offer(List.of())).isTrue();
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
        assertThat(queue.offer(frames("a", "b", "c"))).isTrue();
        queue.offer(Frame.text("d"));
        assertThat(queue.offer(frames("e", "f"))).isTrue();
        assertThat(texts()).containsExactly("a");
        assertThat(queue.backlog().bytes()).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
            queue.sent();
        }
        assertThat(texts()).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(queue.backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    void framesThatAreOfferedTogetherAreAcceptedAllOrNone() {
        SendQueue queue = stalled(10);
        queue.offer(Frame.text("1234"));
        assertThat(queue.offer(frames("567", "8901"))).isFalse();
        assertThat(queue.backlog().bytes()).isEqualTo(4);
        assertThat(queue.offer(frames("567", "890"))).isTrue();
        for (int i = 0; i < 5; i++) {
            queue.sent();
        }
        assertThat(texts()).containsExactly("1234", "567", "890");
    }

    @Test
    void oneMessageOfManyFramesIsAcceptedWholeWhenNothingWaits() {
        SendQueue queue = stalled(1);
        assertThat(queue.offer(frames("much", "longer", "than that"))).isTrue();
        assertThat(queue.backlog().bytes()).isEqualTo(19);
        assertThat(queue.offer(frames("x"))).isFalse();
        queue.sent();
        assertThat(queue.backlog().bytes()).isEqualTo(15);
        queue.sent();
        queue.sent();
        assertThat(texts()).containsExactly("much", "longer", "than that");
        assertThat(queue.offer(frames("much", "longer again"))).isTrue();
    }

    @Test
    void framesThatAreOfferedTogetherToAConnectionThatClosesAreDropped() {
        SendQueue queue = stalled(1_000);
        queue.offer(Frame.text("a"));
        queue.close(CloseReason.NORMAL);
        assertThat(queue.offer(frames("b", "c"))).isTrue();
        SendQueue ended = stalled(1_000);
        ended.discard();
        assertThat(ended.offer(frames("d", "e"))).isTrue();
        queue.sent();
        queue.sent();
        assertThat(written).hasSize(2);
        assertThat(written.get(1).kind()).isEqualTo(Frame.Kind.CLOSE);
    }

    @Test
    @Timeout(60)
    void framesThatManyThreadsOfferTogetherAreNeverTornApart() throws Exception {
        int threads = 4;
        int each = 5_000;
        ExecutorService pool = Executors.newCachedThreadPool();
        ExecutorService io = Executors.newSingleThreadExecutor();
        SendQueue[] queue = new SendQueue[1];
        queue[0] = new SendQueue(Long.MAX_VALUE, frame -> {
            written.add(frame);
            if (written.size() % 3 == 0) {
                queue[0].sent();
            } else {
                io.execute(() -> queue[0].sent());
            }
        });
        try {
            List<Callable<Boolean>> senders = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String sender = t + " ";
                senders.add(() -> {
                    boolean all = true;
                    for (int i = 0; i < each; i++) {
                        all &= queue[0].offer(frames(sender + i, sender + i, sender + i));
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
        List<String> texts = texts();
        assertThat(texts).hasSize(threads * each * 3);
        for (int i = 0; i < texts.size(); i += 3) {
            assertThat(texts.subList(i, i + 3)).containsOnly(texts.get(i));
        }
    }
}
