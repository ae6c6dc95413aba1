package dev.rooms.engineio;

import dev.rooms.hub.Alarms;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When something is to be done later. Thread-safe. */
final class EngineTimers {
    private final ScheduledExecutorService executor;
    private final boolean owned;
    private final Alarms alarms;

    private EngineTimers(ScheduledExecutorService executor, boolean owned) {
        this.executor = executor;
        this.owned = owned;
        this.alarms = new Alarms(executor);
    }

    /** A thread of our own. */
    static EngineTimers own() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rooms-engineio-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return new EngineTimers(executor, true);
    }

    /** Somebody else's threads. */
    static EngineTimers of(ScheduledExecutorService executor) {
        return new EngineTimers(executor, false);
    }

    /** For what is done again and again, as long as a session lives. */
    Alarms.Alarm alarm(Runnable task) {
        return alarms.alarm(task);
    }

    /** Does that after a time; null when the executor has stopped and it will never be done. */
    @Nullable Future<?> after(long nanos, Runnable task) {
        try {
            return executor.schedule(task, Math.max(nanos, 1), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            return null;
        }
    }

    /** Does that after a time, or at once when the executor has stopped: for an end that must come. */
    @Nullable Future<?> atLast(Duration time, Runnable task) {
        Future<?> planned = after(time.toNanos(), task);
        if (planned == null) {
            task.run();
        }
        return planned;
    }

    /** Takes nothing more; what is planned is still done. */
    void stop() {
        if (owned) {
            executor.shutdown();
        }
    }
}
