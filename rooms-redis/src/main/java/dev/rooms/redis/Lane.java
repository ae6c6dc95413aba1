package dev.rooms.redis;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread on which the state of a bus changes, so that none of it needs a lock. What comes after its end is dropped. */
final class Lane {
    private static final System.Logger LOG = System.getLogger(RedisBackplane.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    Lane(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable task) {
        executor.execute(told(task));
    }

    Future<?> after(Duration delay, Runnable task) {
        return executor.schedule(told(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops what isn't begun. What is, may be a call of a stranger's code, and isn't interrupted. */
    void close() {
        executor.shutdown();
    }

    /** The executor itself keeps what a task throws to itself. */
    private static Runnable told(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error unexpected) {
                // Also what a Netty throws that isn't the one that Lettuce was built for.
                LOG.log(System.Logger.Level.ERROR, "A step of the Redis backplane failed", unexpected);
            }
        };
    }
}
