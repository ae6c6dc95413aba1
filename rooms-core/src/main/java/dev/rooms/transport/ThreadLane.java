package dev.rooms.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gathers tasks for one I/O thread and runs them there, in order.
 *
 * <p>Concurrency: the queue alone decides the order. {@code scheduled} is true from the moment that someone asked the
 * thread for a run until that run has found the queue empty; whoever turns it from false to true asks. A run clears it
 * before its last look at the queue, so a task added in between is either seen by that look or asks anew. Tasks handed
 * over by the I/O thread itself wait like all others: that keeps their order, bounds the stack when a task hands over
 * another, and lets everything that one turn of the server's loop reads be sent by one run.
 */
final class ThreadLane implements Lane {
    private static final Logger LOG = System.getLogger(ThreadLane.class.getName());

    private final Executor ioThread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable run = this::run;

    ThreadLane(Executor ioThread) {
        this.ioThread = ioThread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        ask();
    }

    private void ask() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            try {
                ioThread.execute(run);
            } catch (RejectedExecutionException stopped) {
                // The server has stopped and its connections with it: nothing can be written any more.
                tasks.clear();
                scheduled.set(false);
            } catch (RuntimeException | Error failure) {
                // What waits goes with the next task. Were it left true, nobody would ever ask again; and were this
                // thrown, a broadcast would end before it came to the other lanes.
                scheduled.set(false);
                LOG.log(Level.WARNING, "An I/O thread didn't take a lane's tasks; the lane will ask again", failure);
            }
        }
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.WARNING, "A lane's task failed; the lane goes on", failure);
            }
        }
        scheduled.set(false);
        if (!tasks.isEmpty()) {
            ask();
        }
    }
}
