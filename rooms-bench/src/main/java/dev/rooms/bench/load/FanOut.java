package dev.rooms.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What one delivered message and one idle connection cost, against a peer in the same run: all servers are up at once and
 * measured in turn, so that a noisy machine is noisy to all. The tables, as Markdown on standard output, are what it is run for.
 *
 * <p>Arguments: clients in the room (default 1000), rounds (default 5), idle connections (default 10000).
 */
public final class FanOut {
    private static final int[] IN_FLIGHT = {1, 8};
    private static final int WARM_UP_ROUNDS = 2;
    private static final Path NODE_SERVER = Path.of("rooms-bench", "src", "main", "js", "socketio-server.js");

    private final int clients;
    private final int rounds;
    private final int idle;

    /** Plain clients, those of the peer first. */
    private final List<Subject> plain = new ArrayList<>();
    /** Socket.IO clients, those of the peer first. */
    private final List<Subject> socketIo = new ArrayList<>();

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
        try {
            start();
            measure();
            System.out.printf(
                    Locale.ROOT,
                    "%nServer CPU per delivery, one room of %,d clients, 200-byte messages, median of %d rounds; idle"
                            + " memory over %,d connections.%n",
                    clients,
                    rounds,
                    idle);
            print("plain clients of", plain);
            print("Socket.IO clients of", socketIo);
            System.out.printf(
                    Locale.ROOT,
                    "%nAn idle Socket.IO client of rooms-http-undertow holds %.2f times the memory of an idle plain one.%n",
                    socketIo.get(socketIo.size() - 1).idleKib() / plain.get(1).idleKib());
        } finally {
            for (Subject subject : all()) {
                subject.close();
            }
        }
    }

    private void start() throws IOException {
        plain.add(plain("Undertow's Jakarta WebSocket, a bare sendText loop", BarePeer.class));
        plain.add(plain("rooms-http-undertow", UndertowServer.class));
        plain.add(plain("rooms-jakarta-ws on Undertow", JakartaServer.class));
        if (Files.isDirectory(NODE_SERVER.resolveSibling("node_modules"))) {
            socketIo.add(new Subject("Socket.IO's server on Node", Dialect.SOCKET_IO, ServerProcess.node(NODE_SERVER)));
        } else {
            System.out.println("Socket.IO's server isn't installed here, so it isn't measured; README.md tells how.");
        }
        socketIo.add(new Subject("rooms-http-undertow", Dialect.SOCKET_IO, ServerProcess.java(UndertowServer.class)));
    }

    private static Subject plain(String name, Class<?> server) throws IOException {
        return new Subject(name, Dialect.PLAIN, ServerProcess.java(server));
    }

    private List<Subject> all() {
        return Stream.concat(plain.stream(), socketIo.stream()).toList();
    }

    private void measure() throws IOException, InterruptedException {
        List<Subject> subjects = all();
        for (Subject subject : subjects) {
            subject.measureIdle(idle);
        }
        for (Subject subject : subjects) {
            subject.gather(clients);
        }
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (int inFlight : IN_FLIGHT) {
                for (Subject subject : subjects) {
                    for (Subject other : subjects) {
                        other.answerPings();
                    }
                    double micros = subject.broadcast(inFlight);
                    if (round >= 0) {
                        subject.record(inFlight, micros);
                    }
                }
            }
        }
    }

    /** A table in which the first row is what the others are compared with. */
    private static void print(String whose, List<Subject> subjects) {
        Subject peer = subjects.get(0);
        System.out.println();
        System.out.println(
                "| " + whose + " | W=1 µs | ratio | W=8 µs | ratio | KiB per idle connection | of it heap | ratio |");
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
}
