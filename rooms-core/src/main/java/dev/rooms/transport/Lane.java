package dev.rooms.transport;

import java.util.concurrent.Executor;

/**
 * Where the frames of some connections are written: a server's I/O thread, or, where a container has none to offer, the
 * thread that sends.
 *
 * <p>Every connection belongs to one lane for its whole life. A broadcast hands each lane one task, which walks that
 * lane's members alone.
 *
 * <ul>
 *   <li>Order: tasks of one lane that were handed over one after the other run in that order, whichever threads handed
 *       them over, as far as one handing-over happened before the other.
 *   <li>Blocking: neither {@code execute} nor a task may block.
 *   <li>A task that throws doesn't stop the lane.
 * </ul>
 *
 * Thread-safe.
 */
public sealed interface Lane permits InPlaceLane, ThreadLane {

    /** Runs the task in this lane: now, where the lane has no thread of its own, else on that thread, soon. */
    void execute(Runnable task);

    /**
     * The lane without a thread: tasks run where they are handed over, side by side when several threads do so. It is
     * always the same one, as a room keeps its members by lane.
     */
    static Lane inPlace() {
        return InPlaceLane.INSTANCE;
    }

    /**
     * A lane of one I/O thread.
     *
     * @param ioThread runs what it is given on that one thread, in order, and never in place
     */
    static Lane ofThread(Executor ioThread) {
        return new ThreadLane(ioThread);
    }
}
