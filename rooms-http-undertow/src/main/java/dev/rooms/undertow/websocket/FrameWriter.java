package dev.rooms.undertow.websocket;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.Frame;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * The writing half of one connection: frames gather here, and leave together, by one system call, at the end of the I/O
 * thread's turn. What waits is bounded in bytes; a frame is always taken when nothing waits.
 *
 * <p>Concurrency: everything belongs to the I/O thread but {@code bytes} and {@code stalledSince}, which others may read a
 * moment late, and {@code handedOver}. What another thread sends goes to the I/O thread through its lane; while any of that
 * is on its way, what the I/O thread itself sends takes the same way, so that nothing is overtaken.
 */
final class FrameWriter {
    /** Hears what becomes of the frames, in the I/O thread. */
    interface Listener {
        /** The last frame has left. */
        void finished();

        /** Nothing can be written any more. */
        void failed();
    }

    private static final VarHandle BYTES;
    private static final VarHandle STALLED_SINCE;
    private static final VarHandle HANDED_OVER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BYTES = lookup.findVarHandle(FrameWriter.class, "bytes", long.class);
            STALLED_SINCE = lookup.findVarHandle(FrameWriter.class, "stalledSince", long.class);
            HANDED_OVER = lookup.findVarHandle(FrameWriter.class, "handedOver", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private enum State {
        OPEN,
        /** The last frame waits. */
        FINISHING,
        FINISHED
    }

    private final WebSocketLoop loop;
    private final StreamSinkChannel sink;
    private final Listener listener;
    private final long maxWaitingBytes;
    private final boolean compressing;

    private State state = State.OPEN;
    private boolean due;

    /** The frame that waits, if it is the only one and wasn't begun: the usual case, which then costs no queue. */
    private @Nullable Frame only;

    /** The frames that wait otherwise. */
    private @Nullable FrameQueue queue;

    /** Bytes that wait here. */
    private long bytes;

    /** When the frame under way met a peer that doesn't read, in nanoseconds; 0 while none does. */
    private long stalledSince;

    /** Bytes of the frames that other threads sent and that aren't here yet. */
    private volatile long handedOver;

    FrameWriter(
            WebSocketLoop loop, StreamSinkChannel sink, Listener listener, long maxWaitingBytes, boolean compressing) {
        this.loop = loop;
        this.sink = sink;
        this.listener = listener;
        this.maxWaitingBytes = maxWaitingBytes;
        this.compressing = compressing;
    }

    /** Sends a frame; false when it doesn't fit. From any thread. */
    boolean send(Frame frame) {
        Frame wire = compressing ? frame.compressed() : frame;
        if (!mustHandOver()) {
            return take(wire);
        }
        return handOver(wire.wireSize(), () -> add(wire));
    }

    /** Sends frames that leave one right after the other; all of them are taken or none. From any thread. */
    boolean send(List<Frame> frames) {
        List<Frame> wire = compressing ? frames.stream().map(Frame::compressed).toList() : frames;
        long more = 0;
        for (Frame frame : wire) {
            more += frame.wireSize();
        }
        if (mustHandOver()) {
            return handOver(more, () -> wire.forEach(this::add));
        }
        if (state != State.OPEN) {
            return true;
        }
        if (!hasRoomFor(more)) {
            return false;
        }
        wire.forEach(this::add);
        return true;
    }

    /** Whether what is sent now must go through the lane. */
    boolean mustHandOver() {
        return !loop.isCurrent() || handedOver != 0;
    }

    private boolean handOver(long size, Runnable arrival) {
        long others = (long) HANDED_OVER.getAndAdd(this, size) + (long) BYTES.getOpaque(this);
        if (others != 0 && others + size > maxWaitingBytes) {
            HANDED_OVER.getAndAdd(this, -size);
            return false;
        }
        loop.lane().execute(() -> {
            if (state == State.OPEN) {
                arrival.run();
            }
            // After it counts here, so that no other thread finds room that there isn't.
            HANDED_OVER.getAndAdd(this, -size);
        });
        return true;
    }

    private boolean take(Frame frame) {
        if (state != State.OPEN) {
            return true;
        }
        if (!hasRoomFor(frame.wireSize())) {
            return false;
        }
        add(frame);
        return true;
    }

    private boolean hasRoomFor(long more) {
        if (bytes == 0 || bytes + more <= WebSocketLoop.BUFFER_BYTES) {
            return true;
        }
        // To wait for the end of the turn gains nothing from here on, and a burst would look like a peer that is slow.
        flush();
        return bytes == 0 || bytes + more <= maxWaitingBytes;
    }

    private void add(Frame frame) {
        if (queue == null && only == null) {
            only = frame;
        } else {
            queue().add(frame);
        }
        BYTES.setOpaque(this, bytes + frame.wireSize());
        if (!due && stalledSince == 0) {
            due = true;
            loop.flushSoon(this);
        }
    }

    private FrameQueue queue() {
        FrameQueue waiting = queue;
        if (waiting == null) {
            waiting = loop.lendQueue();
            queue = waiting;
        }
        if (only != null) {
            waiting.add(only);
            only = null;
        }
        return waiting;
    }

    /** Sends the last frame, after what waits or instead of it; nothing is taken from now on. In the I/O thread. */
    void finish(Frame last, boolean dropWaiting) {
        if (state != State.OPEN) {
            return;
        }
        state = State.FINISHING;
        if (dropWaiting) {
            dropWaiting();
        }
        add(last);
    }

    /** Drops what waits, but for a frame that was begun and, once {@link #finish} was called, the last. */
    private void dropWaiting() {
        only = null;
        BYTES.setOpaque(this, queue == null ? 0L : (long) queue.keepBegun());
    }

    /** The connection is over, and nothing is written any more. In the I/O thread. */
    void discard() {
        state = State.FINISHED;
        returnQueue();
        STALLED_SINCE.setOpaque(this, 0L);
    }

    boolean isFinished() {
        return state == State.FINISHED;
    }

    /** Whether the peer takes what is sent. From any thread. */
    boolean isWritable() {
        return (long) STALLED_SINCE.getOpaque(this) == 0;
    }

    /** What waits, and since when it can't leave. From any thread. */
    Backlog backlog() {
        long waiting = (long) BYTES.getOpaque(this) + handedOver;
        long since = (long) STALLED_SINCE.getOpaque(this);
        return waiting == 0
                ? Backlog.NONE
                : new Backlog(waiting, since == 0 ? 0 : Math.max(1, System.nanoTime() - since));
    }

    /** The turn is over, so that what has gathered is written. */
    void flushDue() {
        due = false;
        flush();
    }

    private void flush() {
        if (stalledSince == 0) {
            attempt();
        }
    }

    private void attempt() {
        try {
            write();
        } catch (IOException | RuntimeException | Error broken) {
            discard();
            listener.failed();
        }
    }

    private void write() throws IOException {
        ByteBuffer buffer = loop.outgoing();
        boolean progress = false;
        if (only != null && !wroteOnly(only, buffer)) {
            stall(false);
            return;
        }
        while (queue != null) {
            queue.fill(buffer.clear());
            int filled = buffer.flip().remaining();
            sink.write(buffer);
            progress |= wrote(queue, filled - buffer.remaining());
            if (buffer.hasRemaining()) {
                stall(progress);
                return;
            }
        }
        if (!sink.flush()) {
            // TLS keeps bytes back that the peer doesn't take.
            stall(progress);
            return;
        }
        if (stalledSince != 0) {
            sink.suspendWrites();
            STALLED_SINCE.setOpaque(this, 0L);
        }
        if (state == State.FINISHING) {
            state = State.FINISHED;
            listener.finished();
        }
    }

    /** Writes the only frame; false, and it has become the begun one of a queue, if that didn't take it whole. */
    private boolean wroteOnly(Frame frame, ByteBuffer buffer) throws IOException {
        frame.putWire(0, buffer.clear());
        int filled = buffer.flip().remaining();
        sink.write(buffer);
        int left = buffer.remaining();
        if (left == 0 && filled == frame.wireSize()) {
            returnQueue();
            return true;
        }
        wrote(queue(), filled - left);
        return left == 0;
    }

    /** Forgets what was written; whether a frame came to its end with it. */
    private boolean wrote(FrameQueue from, int count) {
        BYTES.setOpaque(this, bytes - count);
        boolean frameEnded = from.written(count);
        if (from.isEmpty()) {
            returnQueue();
        }
        return frameEnded;
    }

    private void returnQueue() {
        only = null;
        if (queue != null) {
            loop.takeBack(queue);
            queue = null;
        }
        BYTES.setOpaque(this, 0L);
    }

    /** Waits for the peer; the time counts from the last frame that it took whole. */
    private void stall(boolean progress) {
        if (stalledSince == 0) {
            sink.getWriteSetter().set(channel -> attempt());
            sink.resumeWrites();
        } else if (!progress) {
            return;
        }
        // 0 stands for a peer that takes everything.
        STALLED_SINCE.setOpaque(this, System.nanoTime() | 1);
    }
}
