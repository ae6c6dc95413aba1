package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** What the I/O thread writes, and when; the sockets are the tests' own. */
class FrameWriterTest {
    private static final int LIMIT = 200_000;
    private static XnioWorker worker;
    private static WebSocketLoop loop;

    private final Peer peer = new Peer();
    private final List<String> told = new ArrayList<>();
    private final FrameWriter writer = writer(false);

    private FrameWriter writer(boolean compressing) {
        FrameWriter.Listener listener = new FrameWriter.Listener() {
            @Override
            public void finished() {
                told.add("finished");
            }

            @Override
            public void failed() {
                told.add("failed");
            }
        };
        return new FrameWriter(loop, peer.sink(), listener, LIMIT, compressing);
    }

    @BeforeAll
    static void start() throws Exception {
        worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
        loop = new WebSocketLoop(worker.getIoThread());
    }

    @AfterAll
    static void stop() throws Exception {
        loop.close();
        worker.shutdown();
        worker.awaitTermination();
    }

    /** One turn of the I/O thread: the task, and whatever is written at its end. */
    private static void turn(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.thread().execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(10, TimeUnit.SECONDS);
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        loop.thread().execute(() -> flushed.complete(null));
        flushed.get(10, TimeUnit.SECONDS);
    }

    private static byte[] wire(Frame... frames) {
        ByteBuffer bytes = ByteBuffer.allocate(
                List.of(frames).stream().mapToInt(Frame::wireSize).sum());
        for (Frame frame : frames) {
            frame.putWire(0, bytes);
        }
        return bytes.array();
    }

    private static Frame text(int number) {
        return Frame.text("message " + number);
    }

    @Test
    @DisplayName("All that waits for one connection leaves by one system call at the end of the turn")
    void framesOfOneTurnLeaveTogether() throws Exception {
        turn(() -> {
            assertThat(writer.send(text(1))).isTrue();
            assertThat(writer.send(List.of(text(2), Frame.binary(ByteBuffer.wrap(new byte[] {7})))))
                    .isTrue();
            assertThat(writer.send(text(3))).isTrue();
            assertThat(peer.writes()).isEmpty();
            assertThat(writer.isWritable()).isTrue();
        });
        assertThat(peer.writes()).hasSize(1);
        assertThat(peer.bytes())
                .isEqualTo(wire(text(1), text(2), Frame.binary(ByteBuffer.wrap(new byte[] {7})), text(3)));
        assertThat(writer.backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    void aBurstOfMoreThanTheLimitInOneTurnIsNoSlowPeer() throws Exception {
        Frame frame = Frame.text("x".repeat(1_000));
        turn(() -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(writer.send(frame)).isTrue();
                assertThat(writer.backlog().bytes()).isLessThanOrEqualTo(WebSocketLoop.BUFFER_BYTES);
            }
        });
        assertThat(peer.bytes()).hasSize(1_000 * frame.wireSize());
    }

    @Test
    void aFrameLongerThanTheBufferAndTheLimitLeavesInPieces() throws Exception {
        Frame frame = Frame.text("x".repeat(LIMIT + 50_000));
        turn(() -> assertThat(writer.send(frame)).isTrue());
        assertThat(peer.bytes()).isEqualTo(wire(frame));
        assertThat(peer.writes()).hasSizeGreaterThan(3);
    }

    @Test
    @DisplayName("HOSTILE 1, 3: what waits for a peer that doesn't read is bounded, and leaves in order when it does")
    void whatWaitsIsBoundedAndKeepsItsOrder() throws Exception {
        Frame frame = Frame.text("x".repeat(1_000));
        List<Frame> taken = new ArrayList<>();
        turn(() -> {
            peer.takes(1_500);
            for (int i = 0; i < 100_000; i++) {
                if (writer.send(frame)) {
                    taken.add(frame);
                }
            }
        });
        assertThat(writer.isWritable()).isFalse();
        assertThat(writer.backlog().bytes()).isBetween(LIMIT - 1_004L, (long) LIMIT);
        assertThat(writer.backlog().stalledNanos()).isPositive();
        assertThat(peer.isWaitedFor()).isTrue();

        turn(() -> peer.takes(700));
        assertThat(writer.isWritable()).as("still not all").isFalse();
        turn(() -> peer.takes(Long.MAX_VALUE));
        assertThat(peer.bytes()).isEqualTo(wire(taken.toArray(Frame[]::new)));
        assertThat(writer.backlog()).isEqualTo(Backlog.NONE);
        assertThat(writer.isWritable()).isTrue();
        assertThat(peer.isWaitedFor()).isFalse();
    }

    @Test
    @DisplayName("HOSTILE 2: a peer that reads a byte at a time doesn't start the time of one send anew")
    void theTimeOfAStallRunsUntilAFrameIsTakenWhole() throws Exception {
        Frame frame = Frame.text("x".repeat(100));
        turn(() -> {
            peer.takes(0);
            writer.send(frame);
            writer.send(frame);
        });
        long first = writer.backlog().stalledNanos();
        long later = first;
        for (int i = 0; i < 50; i++) {
            turn(() -> peer.takes(1));
            assertThat(writer.backlog().stalledNanos()).isGreaterThan(later);
            later = writer.backlog().stalledNanos();
        }
        long untilNow = System.nanoTime();
        turn(() -> peer.takes(frame.wireSize() - 50));
        assertThat(writer.backlog().stalledNanos()).isLessThan(System.nanoTime() - untilNow + 1);
        assertThat(writer.isWritable()).isFalse();
    }

    @Test
    void framesThatBelongTogetherAreTakenTogetherOrNotAtAll() throws Exception {
        List<Frame> three = List.of(text(1), Frame.text("x".repeat(90_000)), Frame.text("y".repeat(90_000)));
        turn(() -> {
            peer.takes(0);
            assertThat(writer.send(three)).isTrue();
            assertThat(writer.send(three)).isFalse();
            assertThat(writer.send(text(2))).isTrue();
        });
        turn(() -> peer.takes(Long.MAX_VALUE));
        assertThat(peer.bytes()).isEqualTo(wire(three.get(0), three.get(1), three.get(2), text(2)));
    }

    @Test
    @DisplayName("HOSTILE 4: many threads send to one client: whole frames, each thread's in order, none overtaken")
    void framesOfManyThreadsKeepTheirOrder() throws Exception {
        int threads = 4;
        int each = 2_000;
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        List<Future<?>> sent = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            sent.add(senders.submit(() -> {
                for (int i = 0; i < each; i++) {
                    Frame frame = Frame.binary(
                            ByteBuffer.allocate(8).putInt(thread).putInt(i).flip());
                    while (!writer.send(frame)) {
                        Thread.onSpinWait();
                    }
                }
                return null;
            }));
        }
        for (Future<?> future : sent) {
            future.get(30, TimeUnit.SECONDS);
        }
        senders.shutdown();
        await().until(() -> writer.backlog().equals(Backlog.NONE));
        turn(() -> {});
        ByteBuffer bytes = ByteBuffer.wrap(peer.bytes());
        int[] next = new int[threads];
        while (bytes.hasRemaining()) {
            assertThat(bytes.getShort()).as("a whole frame").isEqualTo((short) 0x8208);
            int thread = bytes.getInt();
            assertThat(bytes.getInt()).isEqualTo(next[thread]++);
        }
        assertThat(next).containsOnly(each);
    }

    @Test
    void whatAnotherThreadSentBeforeIsNotOvertakenByTheIoThread() throws Exception {
        turn(() -> {
            Thread other = new Thread(() -> writer.send(text(1)));
            other.start();
            try {
                other.join();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            writer.send(text(2));
            writer.send(List.of(text(3)));
        });
        await().until(() -> writer.backlog().equals(Backlog.NONE));
        assertThat(peer.bytes()).isEqualTo(wire(text(1), text(2), text(3)));
    }

    @Test
    void anotherThreadIsToldAsWellThatNoMoreFits() throws Exception {
        turn(() -> {
            peer.takes(0);
            writer.send(Frame.text("x".repeat(LIMIT - 2_000)));
        });
        assertThat(writer.send(Frame.text("x".repeat(3_000)))).isFalse();
        assertThat(writer.send(List.of(Frame.text("x".repeat(3_000))))).isFalse();
        assertThat(writer.send(text(1))).isTrue();
        turn(() -> peer.takes(Long.MAX_VALUE));
        assertThat(peer.bytes()).endsWith(wire(text(1)));
    }

    @Test
    void theLastFrameFollowsWhatWaitsAndNothingFollowsIt() throws Exception {
        Frame close = Frame.close(CloseReason.GOING_AWAY);
        turn(() -> {
            writer.send(text(1));
            writer.finish(close, false);
            assertThat(writer.send(text(2)))
                    .as("dropped, which counts as taken")
                    .isTrue();
            writer.finish(Frame.close(CloseReason.NORMAL), false);
            assertThat(told).isEmpty();
        });
        assertThat(peer.bytes()).isEqualTo(wire(text(1), close));
        assertThat(told).containsExactly("finished");
        assertThat(writer.isFinished()).isTrue();
    }

    @Test
    void theLastFrameInsteadOfWhatWaitsStillFollowsAFrameThatWasBegun() throws Exception {
        Frame close = Frame.close(CloseReason.TOO_SLOW);
        turn(() -> {
            peer.takes(5);
            writer.send(text(1));
            writer.send(text(2));
        });
        turn(() -> {
            writer.send(text(3));
            writer.finish(close, true);
        });
        turn(() -> peer.takes(Long.MAX_VALUE));
        assertThat(peer.bytes()).isEqualTo(wire(text(1), close));
    }

    @Test
    void whenTheConnectionFailsNothingIsKeptOrWritten() throws Exception {
        turn(() -> {
            peer.goes();
            writer.send(text(1));
        });
        assertThat(told).containsExactly("failed");
        assertThat(writer.backlog()).isEqualTo(Backlog.NONE);
        turn(() -> assertThat(writer.send(text(2))).isTrue());
        assertThat(writer.backlog()).isEqualTo(Backlog.NONE);
        assertThat(told).containsExactly("failed");
    }

    @Test
    @DisplayName("TLS: what the channel holds back is waited for")
    void whatTheChannelHoldsBackIsFlushedLater() throws Exception {
        turn(() -> {
            peer.holdsBack(true);
            writer.finish(Frame.close(CloseReason.NORMAL), false);
        });
        assertThat(told).isEmpty();
        assertThat(writer.isWritable()).isFalse();
        turn(() -> peer.holdsBack(false));
        assertThat(told).containsExactly("finished");
    }

    @Test
    @DisplayName("RFC 7692: where it was agreed on, frames leave compressed, and the limit counts what waits")
    void framesLeaveCompressedWhereThatWasAgreedOn() throws Exception {
        Frame frame = Frame.text("tick ".repeat(100));
        FrameWriter compressing = writer(true);
        turn(() -> compressing.send(frame));
        turn(() -> compressing.send(List.of(frame)));
        assertThat(peer.bytes()).isEqualTo(wire(frame.compressed(), frame.compressed()));
    }
}
