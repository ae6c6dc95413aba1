package dev.rooms.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One server under measurement, and the clients that speak to it in one dialect. Not thread-safe. */
final class Subject implements AutoCloseable {
    private static final String ROOM = "bench";
    private static final int DELIVERIES_PER_MEASUREMENT = 200_000;

    private final String name;
    private final Dialect dialect;
    private final ServerProcess server;
    private final Swarm swarm;
    private final Map<Integer, List<Double>> micros = new LinkedHashMap<>();
    private int members;
    private int sent;
    private double idleKib;
    private double idleHeapKib;

    Subject(String name, Dialect dialect, ServerProcess server) throws IOException {
        this.name = name;
        this.dialect = dialect;
        this.server = server;
        this.swarm = new Swarm(dialect);
    }

    String name() {
        return name;
    }

    /** What an idle connection holds: the first thousand warm the server up, and don't count. */
    void measureIdle(int idle) throws IOException, InterruptedException {
        int first = Math.min(1_000, idle / 2);
        try (Swarm crowd = new Swarm(dialect)) {
            crowd.connect(first, server.port(), "idle");
            ServerProcess.Memory before = server.memory();
            crowd.connect(idle - first, server.port(), "idle");
            ServerProcess.Memory after = server.memory();
            double counted = idle - first;
            idleHeapKib = (after.heap() - before.heap()) / counted;
            idleKib = idleHeapKib + (after.outside() - before.outside()) / counted;
            crowd.send(0, "idle", 0);
            crowd.awaitReceived(idle - 1L);
            // A line of the report, like FanOut's tables: a run without it proves nothing.
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: of %,d idle connections each other received a broadcast%n",
                    name,
                    dialect,
                    idle);
        }
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

    /** Server CPU per delivery, in µs, with so many messages in flight. */
    double broadcast(int inFlight) throws IOException {
        int batches = Math.max(1, DELIVERIES_PER_MEASUREMENT / members / inFlight);
        double before = server.cpuMicros();
        for (int batch = 0; batch < batches; batch++) {
            for (int i = 0; i < inFlight; i++) {
                swarm.send(0, ROOM, sent++);
            }
            swarm.awaitReceived((long) sent * members);
        }
        return (server.cpuMicros() - before) / ((double) batches * inFlight * members);
    }

    void record(int inFlight, double measured) {
        micros.computeIfAbsent(inFlight, key -> new ArrayList<>()).add(measured);
    }

    double median(int inFlight) {
        List<Double> sorted =
                micros.getOrDefault(inFlight, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    double idleKib() {
        return idleKib;
    }

    double idleHeapKib() {
        return idleHeapKib;
    }

    @Override
    public void close() throws IOException {
        swarm.close();
        server.close();
    }
}
