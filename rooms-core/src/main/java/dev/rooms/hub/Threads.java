package dev.rooms.hub;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, new Daemons("rooms-timer"));
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
                new Daemons(name));
        handlers.allowCoreThreadTimeOut(true);
        return handlers;
    }

    /** As many threads as there are processors, and two at least, each kept for a minute. */
    static ExecutorService workers(String name) {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new Daemons(name));
        workers.allowCoreThreadTimeOut(true);
        // Once the server has stopped, what other servers sent concerns nobody.
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return workers;
    }

    /**
     * Waits until the threads of these have ended, too, which they do a moment after their last task: a server that an
     * application is removed from takes each that is left for a leak. Whoever is one of them doesn't wait for itself.
     *
     * @param limit how long it waits for tasks that go on
     */
    static void awaitEnd(Duration limit, ExecutorService... stopped) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (ExecutorService executor : stopped) {
                if (executor instanceof ThreadPoolExecutor pool && pool.getThreadFactory() instanceof Daemons daemons) {
                    daemons.join(end);
                } else {
                    executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes daemon threads, and knows those that haven't ended. */
    private static final class Daemons implements ThreadFactory {
        private final String name;
        private final AtomicInteger number = new AtomicInteger();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Daemons(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        }

        /** Waits for each until that time of {@link System#nanoTime}. */
        void join(long end) throws InterruptedException {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0 && thread != Thread.currentThread()) {
                    thread.join(left);
                }
            }
        }
    }
}
