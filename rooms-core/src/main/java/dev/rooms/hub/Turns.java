package dev.rooms.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One client's handlers, one at a time and in order: in place while nothing waits, else on the executor.
 *
 * <p>Concurrency: the queue is guarded by {@code this}; it is there while a task of the executor works on it, and null
 * else. A handler that may run in place does so only when it is null.
 */
final class Turns {
    private final Executor executor;
    private final int maxWaiting;
    private @Nullable Queue<Runnable> waiting;

    Turns(Executor executor, int maxWaiting) {
        this.executor = executor;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Runs a task after all before it.
     *
     * @return false when too many wait
     */
    boolean run(Runnable task, boolean inPlace) {
        synchronized (this) {
            if (waiting == null) {
                if (!inPlace) {
                    start(task);
                    return true;
                }
            } else if (waiting.size() >= maxWaiting) {
                return false;
            } else {
                waiting.add(task);
                return true;
            }
        }
        task.run();
        return true;
    }

    /** Runs a task after all before it, on the executor, however many wait. */
    void runLast(Runnable task) {
        synchronized (this) {
            if (waiting == null) {
                start(task);
            } else {
                waiting.add(task);
            }
        }
    }

    private void start(Runnable first) {
        waiting = new ArrayDeque<>(4);
        try {
            executor.execute(() -> work(first));
        } catch (RejectedExecutionException stopped) {
            // The server has stopped; there is nobody left to answer.
            waiting = null;
        }
    }

    private void work(Runnable first) {
        Runnable task = first;
        while (task != null) {
            task.run();
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waiting = null;
        }
        return task;
    }
}
