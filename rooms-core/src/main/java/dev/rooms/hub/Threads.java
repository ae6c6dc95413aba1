package dev.rooms.hub;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The hub's threads: one for timers, and those on which an embedder's code may block. */
final class Threads {
    /** Handlers that may run at once where each takes a thread of the system's. */
    static final int MAX_HANDLER_THREADS = 256;

    private Threads() {}

    static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons("rooms-timer"));
        timers.setRemoveOnCancelPolicy(true);
        // Once the server has stopped there is nothing left to time; whoever asks for it needn't know.
        timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timers;
    }

    /** Virtual threads where the JVM has them (21 and later), else {@link #platformHandlers}. */
    static ExecutorService handlers(String name) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return platformHandlers(name);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("this JVM has virtual threads but doesn't give them", broken);
        }
    }

    /**
     * The system's threads, each kept for a minute. Clients that leave together ask for a handler each, and a machine can't
     * give thousands: beyond the limit, a handler waits until another has ended. Nothing is refused, as a client has no
     * more than one here, and bounds by itself what waits behind it.
     */
    static ExecutorService platformHandlers(String name) {
        ThreadPoolExecutor handlers = new ThreadPoolExecutor(
                MAX_HANDLER_THREADS,
                MAX_HANDLER_THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                daemons(name));
        handlers.allowCoreThreadTimeOut(true);
        return handlers;
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
