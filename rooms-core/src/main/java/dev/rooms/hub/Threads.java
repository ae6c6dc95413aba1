package dev.rooms.hub;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The hub's threads: one for timers, and as many as there are blocking handlers at work. */
final class Threads {
    private Threads() {}

    static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons("rooms-timer"));
        timers.setRemoveOnCancelPolicy(true);
        // Once the server has stopped there is nothing left to time; whoever asks for it needn't know.
        timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timers;
    }

    /** Virtual threads where the JVM has them (21 and later), else threads that are kept for a minute. */
    static ExecutorService handlers() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return Executors.newCachedThreadPool(daemons("rooms-handler"));
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("this JVM has virtual threads but doesn't give them", broken);
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
