package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.backplane.Backplane;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What all namespaces of one server share.
 *
 * @param limits what clients may cost
 * @param payloads reads and writes their data
 * @param backplane leads to the other servers
 * @param measurements counts
 * @param timers runs what is due; nothing there may block
 * @param handlers runs what may block
 * @param continuations runs what hangs on clients' answers, and may block; apart from the handlers, as all of those may
 *     wait for answers
 */
public record Services(
        Limits limits,
        Payloads payloads,
        Backplane backplane,
        Measurements measurements,
        ScheduledThreadPoolExecutor timers,
        ExecutorService handlers,
        ExecutorService continuations) {

    /** Services with threads of their own. */
    public static Services start(Limits limits, Payloads payloads, Backplane backplane) {
        return new Services(
                limits,
                payloads,
                backplane,
                new Measurements(),
                Threads.timers(),
                Threads.handlers("rooms-handler"),
                Threads.handlers("rooms-answer"));
    }

    /** Leaves the backplane and stops the threads; connections are closed before. */
    void stop() {
        backplane.close();
        timers.shutdownNow();
        handlers.shutdown();
        continuations.shutdown();
    }
}
