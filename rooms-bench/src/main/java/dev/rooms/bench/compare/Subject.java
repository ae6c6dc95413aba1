package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.load.Swarm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A server that is up, and the clients in its one room. Not thread-safe. */
final class Subject implements AutoCloseable {
    private static final String ROOM = "bench";
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Contestant contestant;
    private final ServerProcess server;
    private final Swarm swarm;
    private int members;
    private int sent;

    /** Starts the server. */
    Subject(Contestant contestant) throws IOException {
        this.contestant = contestant;
        this.server = contestant.start();
        this.swarm = new Swarm(contestant.group().dialect());
    }

    Contestant contestant() {
        return contestant;
    }

    String id() {
        return contestant.id();
    }

    ServerProcess server() {
        return server;
    }

    /** Fills the room. */
    void gather(int clients) throws IOException {
        // The sender isn't among those that receive, so that W of its messages are W deliveries for each other
        // client.
        members = clients;
        swarm.connect(clients + 1, server.port(), ROOM);
    }

    /** Keeps its clients alive while another is measured. */
    void answerPings() throws IOException {
        swarm.answerPings();
    }

    /** Messages that reached a client so far, each once and in order. */
    long delivered() {
        return swarm.received();
    }

    /** Broadcasts for so long, with so many in flight, and waits until all of them have reached every client. */
    Burst broadcast(int inFlight, Duration time) throws IOException {
        int batches = 0;
        double serverBefore = server.cpuMicros();
        long loadBefore = loadNanos();
        long start = System.nanoTime();
        long elapsed;
        do {
            for (int i = 0; i < inFlight; i++) {
                send();
            }
            swarm.awaitReceived((long) sent * members);
            batches++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < time.toNanos());
        double deliveries = (double) batches * inFlight * members;
        return new Burst(
                (server.cpuMicros() - serverBefore) / deliveries,
                deliveries * TimeUnit.SECONDS.toNanos(1) / elapsed,
                (loadNanos() - loadBefore) / (double) elapsed);
    }

    /**
     * Broadcasts at a steady rate for so long, however long the messages take.
     *
     * @return the latency of each delivery in ns, from when its message was due to be sent, so that a server that holds up the
     *     sender isn't spared what that costs
     */
    Histogram broadcastSteadily(double perSecond, Duration time) throws IOException {
        Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        long first = sent;
        long start = System.nanoTime() + interval;
        swarm.onReceived(
                number -> latencies.recordValue(Math.max(0, System.nanoTime() - start - (number - first) * interval)));
        for (long due = start; due < start + time.toNanos(); due += interval) {
            swarm.readUntil(due);
            send();
        }
        swarm.awaitReceived((long) sent * members);
        swarm.onReceived(number -> {});
        return latencies;
    }

    private void send() throws IOException {
        swarm.send(0, ROOM, sent++);
    }

    private static long loadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * What came of a while of broadcasting.
     *
     * @param micros server CPU for each delivery
     * @param perSecond deliveries
     * @param load the share of the time in which the load generator's thread was busy
     */
    record Burst(double micros, double perSecond, double load) {}

    @Override
    public void close() throws IOException {
        swarm.close();
        server.close();
    }
}
