package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.load.Swarm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server that is up, and the clients in its one room. Not thread-safe. */
final class Subject implements AutoCloseable {
    private static final String ROOM = "bench";
    private static final Path LOGS = Path.of("rooms-bench", "target", "bench", "log");

    private final Contestant contestant;
    private final ServerProcess server;
    private final Swarm swarm;
    private int members;
    private int sent;

    Subject(Contestant contestant) throws IOException {
        Files.createDirectories(LOGS);
        this.contestant = contestant;
        this.server = contestant.launch().start(LOGS.resolve(contestant.id() + ".log"));
        this.swarm = new Swarm(contestant.dialect());
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

    /** Broadcasts for so long, with so many in flight. */
    Burst broadcast(int inFlight, Duration time) throws IOException {
        int batches = 0;
        double serverBefore = server.cpuMicros();
        long loadBefore = loadNanos();
        long start = System.nanoTime();
        long elapsed;
        do {
            for (int i = 0; i < inFlight; i++) {
                swarm.send(0, ROOM, sent++);
            }
            swarm.awaitReceived((long) sent * members);
            batches++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < time.toNanos());
        double deliveries = (double) batches * inFlight * members;
        return new Burst(
                (server.cpuMicros() - serverBefore) / deliveries,
                deliveries * 1e9 / elapsed,
                (loadNanos() - loadBefore) / (double) elapsed);
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
