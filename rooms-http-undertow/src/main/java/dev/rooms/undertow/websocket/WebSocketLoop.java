package dev.rooms.undertow.websocket;

import dev.rooms.transport.Lane;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * What the WebSockets of one I/O thread share: their lane, the buffers for the bytes that come and go, and the list of those
 * that have something to write at the end of this turn. So a connection that is idle holds none of these.
 *
 * <p>All but {@link #lane} and {@link #isCurrent} belongs to the I/O thread.
 */
public final class WebSocketLoop implements AutoCloseable {
    /** Bytes that one system call reads or writes at most. */
    static final int BUFFER_BYTES = 64 * 1024;

    /** Queues that are kept for connections to come; each takes about 100 bytes. */
    private static final int SPARE_QUEUES = 8_192;

    private static final int FIRST_CAPACITY = 64;

    /** Connections to write to for which one more look at the sockets costs next to nothing. */
    private static final int WORTH_A_LOOK = 32;

    private final XnioIoThread thread;
    private final Lane lane;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Scratch scratch = new Scratch();
    private final ArrayDeque<FrameQueue> spareQueues = new ArrayDeque<>();
    private final Runnable flush = this::flush;

    private @Nullable FrameWriter[] due = new FrameWriter[FIRST_CAPACITY];
    private int dueCount;
    private final AnotherLook anotherLook;
    private boolean hasLooked;

    WebSocketLoop(XnioIoThread thread) {
        this.thread = thread;
        this.lane = Lane.ofThread(thread);
        this.anotherLook = new AnotherLook(thread, flush);
    }

    /** The lane of all connections of this thread. */
    public Lane lane() {
        return lane;
    }

    XnioIoThread thread() {
        return thread;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** For what one connection reads, until it is done with it. */
    ByteBuffer incoming() {
        return incoming;
    }

    /** For what one connection writes, until the system call returns. */
    ByteBuffer outgoing() {
        return outgoing;
    }

    /** What the readers share. */
    Scratch scratch() {
        return scratch;
    }

    FrameQueue lendQueue() {
        FrameQueue spare = spareQueues.pollLast();
        return spare == null ? new FrameQueue() : spare;
    }

    void takeBack(FrameQueue queue) {
        if (spareQueues.size() < SPARE_QUEUES && !queue.isOversized()) {
            queue.clear();
            spareQueues.addLast(queue);
        }
    }

    /** Has the writer write at the end of this turn, after all that the turn still gives it. */
    void flushSoon(FrameWriter writer) {
        if (dueCount == due.length) {
            due = Arrays.copyOf(due, dueCount * 2);
        }
        due[dueCount++] = writer;
        if (dueCount == 1) {
            plan();
        }
    }

    private void plan() {
        try {
            thread.execute(flush);
        } catch (RejectedExecutionException stopped) {
            // The thread ends, and closes all its connections as it does.
            forgetDue();
        }
    }

    private void flush() {
        // To write to many takes long enough for more messages to come for the same ones; those that came already leave
        // with these, by the same system calls.
        if (dueCount >= WORTH_A_LOOK && !hasLooked && anotherLook.take()) {
            hasLooked = true;
            return;
        }
        hasLooked = false;
        // Whoever is added meanwhile, as one connection's end is told to others, has its turn as well.
        for (int i = 0; i < dueCount; i++) {
            FrameWriter writer = due[i];
            if (writer != null) {
                writer.flushDue();
            }
        }
        forgetDue();
    }

    private void forgetDue() {
        Arrays.fill(due, 0, dueCount, null);
        dueCount = 0;
    }

    /** Gives back what the operating system lent it; its connections go on. From any thread. */
    @Override
    public void close() {
        anotherLook.close();
    }
}
