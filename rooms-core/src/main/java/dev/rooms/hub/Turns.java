package dev.rooms.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One client's handlers and listeners, one at a time and in order: in place while nothing else has the turn, else on the
 * handlers' threads.
 *
 * <p>Concurrency: both fields are guarded by {@code this}. Whoever turns {@code taken} from false to true has the turn,
 * and gives it to the next that waits, or back. A new client's turn is taken until {@link #open}, so that its connect
 * listeners come first even when it is ended while it still connects.
 */
final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final Services services;
    private boolean taken = true;
    private @Nullable Queue<Runnable> waiting;

    Turns(Services services) {
        this.services = services;
    }

    /** Lets tasks run. */
    void open() {
        pass();
    }

    /** Lets tasks run, this one before all others. */
    void open(Runnable first) {
        start(first);
    }

    /**
     * Runs a task after all before it.
     *
     * @return false when too many wait
     */
    boolean run(Runnable task, boolean inPlace) {
        synchronized (this) {
            if (taken) {
                return (waiting == null || waiting.size() < services.limits().maxWaitingEvents()) && enqueue(task);
            }
            taken = true;
        }
        if (!inPlace) {
            return start(task);
        }
        try {
            task.run();
        } finally {
            pass();
        }
        return true;
    }

    /** Runs a task after all before it, on a handler's thread, however many wait. */
    void runLast(Runnable task) {
        synchronized (this) {
            if (taken) {
                enqueue(task);
                return;
            }
            taken = true;
        }
        start(task);
    }

    private boolean enqueue(Runnable task) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        return waiting.add(task);
    }

    /** The next that waits; when there is none, the turn is given back. */
    private synchronized @Nullable Runnable next() {
        Runnable task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waiting = null;
            taken = false;
        }
        return task;
    }

    private void pass() {
        Runnable next = next();
        if (next != null) {
            start(next);
        }
    }

    /** Runs a task, and all that wait by then, on a handler's thread; false when there is none for that. */
    private boolean start(Runnable first) {
        try {
            services.handlers().execute(() -> work(first));
            return true;
        } catch (RejectedExecutionException stopped) {
            // The server has stopped; there is nobody left to answer.
            giveUp();
            return true;
        } catch (OutOfMemoryError noThread) {
            LOG.log(Level.WARNING, "There is no thread for a client's events, so they are dropped", noThread);
            giveUp();
            return false;
        }
    }

    private synchronized void giveUp() {
        waiting = null;
        taken = false;
    }

    private void work(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            task.run();
        }
    }
}
