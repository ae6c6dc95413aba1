package dev.rooms.transport;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one connection, for transports that write one frame at a time and are told when it is done.
 *
 * <p>One write is under way at any time: several containers throw, or lose frames, when two overlap. What waits is
 * bounded in bytes; a frame is always accepted when nothing waits, so that the largest message allowed can be sent.
 *
 * <p>Concurrency: all fields are guarded by {@code this}, which is never held while the writer runs. Whoever moves
 * {@code state} from IDLE to WRITING writes, and goes on writing for as long as the writes complete before the call
 * returns; a later completion takes over from there. So frames leave in the order of {@link #offer}, without recursion
 * and without a thread of their own.
 */
public final class SendQueue {
    /** Writes one frame; the transport's part. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Starts to write a frame without blocking, and calls {@link SendQueue#sent} once it is written, or
         * {@link SendQueue#failed} when it can't be, from any thread, this one included. Frames of every
         * {@link Frame.Kind} come here; a close frame is the last.
         */
        void write(Frame frame);
    }

    private enum State {
        IDLE,
        WRITING,
        WRITTEN,
        AWAITING,
        CLOSED
    }

    private final Writer writer;
    private final long maxWaitingBytes;

    private State state = State.IDLE;
    private boolean closing;
    private long bytes;
    private int bytesUnderWay;
    private long startedNanos;
    private @Nullable ArrayDeque<Frame> waiting;

    /**
     * A queue that holds at most this many payload bytes.
     *
     * @param maxWaitingBytes bytes, at least 1
     */
    public SendQueue(long maxWaitingBytes, Writer writer) {
        if (maxWaitingBytes < 1) {
            throw new IllegalArgumentException("maxWaitingBytes is " + maxWaitingBytes + "; give 1 or more");
        }
        this.maxWaitingBytes = maxWaitingBytes;
        this.writer = writer;
    }

    /** Sends a frame, now or after those before it; false when it doesn't fit. See {@link ClientChannel#send}. */
    public boolean offer(Frame frame) {
        synchronized (this) {
            if (closing || state == State.CLOSED) {
                return true;
            }
            if (state != State.IDLE) {
                if (bytes + frame.size() > maxWaitingBytes) {
                    return false;
                }
                enqueue(frame);
                return true;
            }
            bytes += frame.size();
            begin(frame);
        }
        pump(frame);
        return true;
    }

    /**
     * Sends frames that leave one right after the other, with none in between; all of them are accepted or none. A single
     * message of many frames is accepted whole when nothing waits. See {@link ClientChannel#send(List)}.
     */
    public boolean offer(List<Frame> frames) {
        if (frames.isEmpty()) {
            return true;
        }
        long more = 0;
        for (Frame frame : frames) {
            more += frame.size();
        }
        Frame first = frames.get(0);
        synchronized (this) {
            if (closing || state == State.CLOSED) {
                return true;
            }
            if (state != State.IDLE) {
                if (bytes + more > maxWaitingBytes) {
                    return false;
                }
                frames.forEach(this::enqueue);
                return true;
            }
            bytes += first.size();
            begin(first);
            for (Frame frame : frames.subList(1, frames.size())) {
                enqueue(frame);
            }
        }
        pump(first);
        return true;
    }

    /** Sends a close frame, after what waits unless the reason drops that; nothing is accepted from now on. */
    public void close(CloseReason reason) {
        Frame frame = Frame.close(reason);
        synchronized (this) {
            if (closing || state == State.CLOSED) {
                return;
            }
            closing = true;
            if (reason.dropsWaiting()) {
                waiting = null;
                bytes = bytesUnderWay;
            }
            if (state != State.IDLE) {
                enqueue(frame);
                return;
            }
            bytes += frame.size();
            begin(frame);
        }
        pump(frame);
    }

    /** Forgets what waits; nothing is accepted or written from now on. For a connection that has ended. */
    public synchronized void discard() {
        state = State.CLOSED;
        waiting = null;
        bytes = 0;
        bytesUnderWay = 0;
    }

    /** The write under way is done. */
    public void sent() {
        Frame next;
        synchronized (this) {
            if (state == State.WRITING) {
                state = State.WRITTEN;
                return;
            }
            if (state != State.AWAITING) {
                return;
            }
            next = next();
        }
        if (next != null) {
            pump(next);
        }
    }

    /** The write under way failed, so the connection is of no use any more. */
    public void failed() {
        discard();
    }

    /** Whether no write is under way, so that a frame would be written at once. */
    public synchronized boolean isIdle() {
        return state == State.IDLE;
    }

    /** What waits, and for how long the write under way has been waiting. */
    public synchronized Backlog backlog() {
        return state == State.IDLE || state == State.CLOSED
                ? Backlog.NONE
                : new Backlog(bytes, Math.max(1, System.nanoTime() - startedNanos));
    }

    private void pump(Frame first) {
        Frame frame = first;
        while (frame != null) {
            writer.write(frame);
            synchronized (this) {
                if (state == State.WRITING) {
                    state = State.AWAITING;
                    return;
                }
                frame = state == State.WRITTEN ? next() : null;
            }
        }
    }

    private void begin(Frame frame) {
        state = State.WRITING;
        bytesUnderWay = frame.size();
        startedNanos = System.nanoTime();
    }

    private void enqueue(Frame frame) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(frame);
        bytes += frame.size();
    }

    private @Nullable Frame next() {
        bytes -= bytesUnderWay;
        bytesUnderWay = 0;
        Frame frame = waiting == null ? null : waiting.poll();
        if (frame == null) {
            // An idle connection holds no buffer.
            waiting = null;
            state = State.IDLE;
        } else {
            begin(frame);
        }
        return frame;
    }
}
