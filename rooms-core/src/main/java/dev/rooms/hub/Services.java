package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What all namespaces of one server share.
 *
 * @param limits what clients may cost
 * @param messageRate how many messages one client may send, as these limits say
 * @param connections those that are open
 * @param payloads reads and writes their data
 * @param measurements counts
 * @param timers runs what is due; nothing there may block
 * @param alarms rings when a connection's deadline has come; likewise
 * @param handlers runs what may block
 * @param continuations runs what hangs on clients' answers, and may block; apart from the handlers, as all of those may
 *     wait for answers
 */
public record Services(
        Limits limits,
        Rate messageRate,
        Connections connections,
        Payloads payloads,
        Measurements measurements,
        ScheduledThreadPoolExecutor timers,
        Alarms alarms,
        ExecutorService handlers,
        ExecutorService continuations) {

    /** How long what is under way has to come to its end. */
    private static final Duration END = Duration.ofSeconds(1);

    /** Services with these threads. */
    Services(
            Limits limits,
            Payloads payloads,
            ScheduledThreadPoolExecutor timers,
            ExecutorService handlers,
            ExecutorService continuations) {
        this(
                limits,
                new Rate(limits.messagesPerSecond(), limits.messageBurst()),
                new Connections(limits.maxConnections()),
                payloads,
                new Measurements(),
                timers,
                new Alarms(timers),
                handlers,
                continuations);
    }

    /** Services with threads of their own. */
    public static Services start(Limits limits, Payloads payloads) {
        return new Services(
                limits,
                payloads,
                Threads.timers(),
                Threads.handlers("rooms-handler"),
                Threads.handlers("rooms-answer"));
    }

    /** Leaves the backplane, stops the threads and waits until they have ended; connections are closed before. */
    void stop() {
        timers.shutdownNow();
        handlers.shutdown();
        continuations.shutdown();
        Threads.awaitEnd(END, timers, handlers, continuations);
    }
}
