package dev.rooms.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds where handlers take threads of the system's, tested on every JVM. */
@Timeout(60)
class ThreadsTest {
    private final ExecutorService handlers = Threads.platformHandlers("test-handler");
    private final ExecutorService continuations = Threads.platformHandlers("test-answer");

    private Services services() {
        ScheduledThreadPoolExecutor timers = Threads.timers();
        return new Services(
                Limits.DEFAULTS,
                new Rate(1, 1),
                new Connections(0),
                new Payloads(Validation.find()),
                Optional.empty(),
                new Measurements(),
                timers,
                new Alarms(timers),
                handlers,
                continuations,
                Optional.empty());
    }

    @AfterEach
    void stop() {
        handlers.shutdownNow();
        continuations.shutdownNow();
    }

    @Test
    void manyHandlersAtOnceTakeABoundedNumberOfThreadsAndNoneIsLost() throws Exception {
        int tasks = 4 * Threads.MAX_HANDLER_THREADS;
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Semaphore started = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(tasks);

        for (int i = 0; i < tasks; i++) {
            handlers.execute(() -> {
                threads.add(Thread.currentThread());
                started.release();
                try {
                    mayEnd.await();
                    ended.countDown();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(started.tryAcquire(Threads.MAX_HANDLER_THREADS, 30, SECONDS)).isTrue();
        mayEnd.countDown();

        assertThat(ended.await(30, SECONDS)).isTrue();
        assertThat(threads).hasSize(Threads.MAX_HANDLER_THREADS).allMatch(Thread::isDaemon);
    }

    @Test
    void handlersThatAllWaitForAnswersGetThem() throws Exception {
        Services services = services();
        CountDownLatch allAtWork = new CountDownLatch(Threads.MAX_HANDLER_THREADS);
        CountDownLatch answered = new CountDownLatch(Threads.MAX_HANDLER_THREADS);

        for (int i = 0; i < Threads.MAX_HANDLER_THREADS; i++) {
            handlers.execute(() -> {
                allAtWork.countDown();
                try {
                    allAtWork.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                new AwaitedAnswers("1", services)
                        .within(Duration.ofSeconds(1))
                        .toCompletableFuture()
                        .join();
                answered.countDown();
            });
        }

        assertThat(answered.await(30, SECONDS)).isTrue();
        services.stop();
    }

    /** What Tomcat and others look for when an application has been removed from them. */
    @Test
    void noThreadIsLeftWhenTheServerHasStopped() throws Exception {
        Services services = services();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch allAtWork = new CountDownLatch(101);
        for (int i = 0; i < 100; i++) {
            (i % 2 == 0 ? handlers : continuations).execute(() -> atWork(threads, allAtWork));
        }
        services.timers().execute(() -> atWork(threads, allAtWork));
        allAtWork.await();

        services.stop();

        assertThat(threads).hasSize(101).noneMatch(Thread::isAlive);
    }

    private static void atWork(Set<Thread> threads, CountDownLatch allAtWork) {
        threads.add(Thread.currentThread());
        allAtWork.countDown();
        try {
            allAtWork.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHandlerThatStopsItsServerDoesNotWaitForItself() throws Exception {
        handlers.submit(() -> {
                    handlers.shutdown();
                    Threads.awaitEnd(Duration.ofDays(1), handlers);
                })
                .get();
    }

    @Test
    void aHandlerThatDoesNotEndIsNotWaitedForWithoutEnd() {
        CountDownLatch never = new CountDownLatch(1);
        handlers.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        handlers.shutdown();

        Threads.awaitEnd(Duration.ofMillis(10), handlers);

        assertThat(handlers.isTerminated()).isFalse();
    }
}
