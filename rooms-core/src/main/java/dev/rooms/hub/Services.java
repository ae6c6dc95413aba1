package dev.rooms.hub;

import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.backplane.Backplane;
import dev.rooms.cluster.ClusterNode;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What all namespaces of one server share.
 *
 * @param limits what clients may cost
 * @param messageRate how many messages one client may send, as these limits say
 * @param connections those that are open
 * @param payloads reads and writes their data
 * @param cluster this server as one of several, if it is
 * @param measurements counts
 * @param timers runs what is due; nothing there may block
 * @param alarms rings when a connection's deadline has come; likewise
 * @param handlers runs what may block
 * @param continuations runs what hangs on clients' answers, and may block; apart from the handlers, as all of those may
 *     wait for answers
 * @param workers do what other servers send, where there are any
 */
public record Services(
        Limits limits,
        Rate messageRate,
        Connections connections,
        Payloads payloads,
        Optional<ClusterNode> cluster,
        Measurements measurements,
        ScheduledThreadPoolExecutor timers,
        Alarms alarms,
        ExecutorService handlers,
        ExecutorService continuations,
        Optional<ExecutorService> workers) {

    /** How long what is under way has to come to its end. */
    private static final Duration END = Duration.ofSeconds(1);

    /** Services with threads of their own. */
    public static Services start(
            Limits limits, Payloads payloads, Optional<Backplane> backplane, ClusterSettings settings) {
        Measurements measurements = new Measurements();
        ScheduledThreadPoolExecutor timers = Threads.timers();
        ExecutorService continuations = Threads.handlers("rooms-answer");
        Optional<ExecutorService> workers = backplane.map(any -> Threads.workers("rooms-backplane"));
        return new Services(
                limits,
                new Rate(limits.messagesPerSecond(), limits.messageBurst()),
                new Connections(limits.maxConnections()),
                payloads,
                backplane.map(bus ->
                        new ClusterNode(bus, settings, measurements, timers, workers.orElseThrow(), continuations)),
                measurements,
                timers,
                new Alarms(timers),
                Threads.handlers("rooms-handler"),
                continuations,
                workers);
    }

    /** Leaves the other servers, stops the threads and waits until they have ended; connections are closed before. */
    void stop() {
        cluster.ifPresent(ClusterNode::close);
        timers.shutdownNow();
        handlers.shutdown();
        continuations.shutdown();
        workers.ifPresent(ExecutorService::shutdown);
        Threads.awaitEnd(END, timers, handlers, continuations);
        workers.ifPresent(threads -> Threads.awaitEnd(END, threads));
    }
}
