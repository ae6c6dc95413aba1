package dev.rooms.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one delivered message and one idle connection cost, against a peer in the same run: all servers are up at once and
 * measured in turn, so that a noisy machine is noisy to all. Prints Markdown.
 *
 * <p>Arguments: clients in the room (default 1000), rounds (default 5), idle connections (default 10000).
 */
public final class FanOut {
    private static final String ROOM = "bench";
    private static final int[] IN_FLIGHT = {1, 8};
    private static final int DELIVERIES_PER_MEASUREMENT = 200_000;
    private static final int WARM_UP_ROUNDS = 2;

    private final int clients;
    private final int rounds;
    private final int idle;

    private FanOut(int clients, int rounds, int idle) {
        this.clients = clients;
        this.rounds = rounds;
        this.idle = idle;
    }

    /** Runs it. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        new FanOut(argument(arguments, 0, 1_000), argument(arguments, 1, 5), argument(arguments, 2, 10_000)).run();
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run() throws IOException, InterruptedException {
        Map<String, Class<?>> servers = new LinkedHashMap<>();
        servers.put("Undertow's Jakarta WebSocket, a bare sendText loop", BarePeer.class);
        servers.put("rooms-http-undertow", UndertowServer.class);
        servers.put("rooms-jakarta-ws on Undertow", JakartaServer.class);
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Map.Entry<String, Class<?>> server : servers.entrySet()) {
                subjects.add(new Subject(server.getKey(), ServerProcess.java(server.getValue()), idle));
            }
            for (Subject subject : subjects) {
                subject.measureIdle();
            }
            for (Subject subject : subjects) {
                subject.gather(clients);
            }
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int inFlight : IN_FLIGHT) {
                    for (Subject subject : subjects) {
                        double micros = subject.broadcast(inFlight);
                        if (round >= 0) {
                            subject.record(inFlight, micros);
                        }
                    }
                }
            }
            print(subjects);
        } finally {
            for (Subject subject : subjects) {
                subject.close();
            }
        }
    }

    private void print(List<Subject> subjects) {
        Subject peer = subjects.get(0);
        System.out.printf(
                Locale.ROOT,
                "%nServer CPU per delivery, one room of %,d clients, 200-byte messages, median of %d rounds; idle memory over"
                        + " %,d connections.%n%n",
                clients,
                rounds,
                idle);
        System.out.println("| server | W=1 µs | ratio | W=8 µs | ratio | KiB per idle connection | heap | ratio |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Subject subject : subjects) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %.1f | %.2f | %.1f | %.1f | %.2f |%n",
                    subject.name(),
                    subject.median(1),
                    subject.median(1) / peer.median(1),
                    subject.median(8),
                    subject.median(8) / peer.median(8),
                    subject.idleKib(),
                    subject.idleHeapKib(),
                    subject.idleKib() / peer.idleKib());
        }
    }

    /** One server with its swarm. */
    private static final class Subject implements AutoCloseable {
        private final String name;
        private final ServerProcess server;
        private final int idle;
        private final Swarm swarm = new Swarm();
        private final Map<Integer, List<Double>> micros = new LinkedHashMap<>();
        private int members;
        private int sent;
        private double idleKib;
        private double idleHeapKib;

        Subject(String name, ServerProcess server, int idle) throws IOException {
            this.name = name;
            this.server = server;
            this.idle = idle;
        }

        String name() {
            return name;
        }

        /** What an idle connection holds: the first thousand warm the server up, and don't count. */
        void measureIdle() throws IOException, InterruptedException {
            int first = Math.min(1_000, idle / 2);
            try (Swarm crowd = new Swarm()) {
                crowd.connect(first, server.port(), "/ws", "idle");
                ServerProcess.Memory before = server.memory();
                crowd.connect(idle - first, server.port(), "/ws", "idle");
                ServerProcess.Memory after = server.memory();
                double counted = idle - first;
                idleHeapKib = (after.heap() - before.heap()) / counted;
                idleKib = idleHeapKib + (after.outside() - before.outside()) / counted;
                System.out.printf(Locale.ROOT, "%s: %,d connections idle%n", name, idle);
                crowd.send(0, Payload.numbered("idle", 0));
                crowd.awaitReceived(idle - 1L);
                System.out.printf(Locale.ROOT, "%s: each of the others received the broadcast%n", name);
            }
        }

        void gather(int clients) throws IOException {
            // The sender isn't among those that receive, so that W of its messages are W deliveries for each other
            // client.
            members = clients;
            swarm.connect(clients + 1, server.port(), "/ws", ROOM);
        }

        double broadcast(int inFlight) throws IOException {
            int batches = Math.max(1, DELIVERIES_PER_MEASUREMENT / members / inFlight);
            double before = server.cpuMicros();
            for (int batch = 0; batch < batches; batch++) {
                for (int i = 0; i < inFlight; i++) {
                    swarm.send(0, Payload.numbered(ROOM, sent++));
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
}
