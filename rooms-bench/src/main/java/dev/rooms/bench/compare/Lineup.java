package dev.rooms.bench.compare;

import dev.rooms.bench.load.Dialect;
import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.peer.BarePeer;
import dev.rooms.bench.peer.JakartaServer;
import dev.rooms.bench.peer.UndertowServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The servers that can take part. */
final class Lineup {
    private static final int HEAP_MIB = 512;
    private static final Path SCRIPTS = Path.of("rooms-bench", "src", "main", "js");

    private final List<Contestant> contestants = new ArrayList<>();

    private Lineup() {}

    /** All of them, peers before those that are compared with them. */
    static List<Contestant> all() {
        Lineup lineup = new Lineup();
        lineup.plain();
        lineup.socketIo();
        lineup.jakarta();
        return List.copyOf(lineup.contestants);
    }

    private void plain() {
        add("bun", "Bun, native publish", Dialect.PLAIN, List.of(), bun("bun.js"));
        add("undertow", "rooms-http-undertow", Dialect.PLAIN, List.of("bun"), java(UndertowServer.class));
        add(
                "undertow-1",
                "rooms-http-undertow, 1 I/O thread",
                Dialect.PLAIN,
                List.of("bun"),
                java(UndertowServer.class, "1"));
        add("ws", "ws on Node", Dialect.PLAIN, List.of("bun"), node("ws.js"));
    }

    private void socketIo() {
        add("socketio", "Socket.IO on Node", Dialect.SOCKET_IO, List.of(), node("socketio.js"));
        add(
                "undertow-socketio",
                "rooms-http-undertow",
                Dialect.SOCKET_IO,
                List.of("socketio", "netty-socketio"),
                java(UndertowServer.class));
    }

    private void jakarta() {
        add("bare-undertow", "bare Undertow", Dialect.PLAIN, List.of(), java(BarePeer.class));
        add(
                "jakarta-undertow",
                "rooms-jakarta-ws on Undertow",
                Dialect.PLAIN,
                List.of("bare-undertow"),
                java(JakartaServer.class));
    }

    private void add(String id, String name, Dialect dialect, List<String> peers, Contestant.Launch launch) {
        contestants.add(new Contestant(id, name, dialect, peers, launch));
    }

    private static Contestant.Launch java(Class<?> main, String... arguments) {
        return log ->
                ServerProcess.java(System.getProperty("java.class.path"), HEAP_MIB, main, List.of(arguments), log);
    }

    private static Contestant.Launch node(String script) {
        return log -> ServerProcess.start(
                List.of("node", "--expose-gc", SCRIPTS.resolve(script).toString()), log);
    }

    private static Contestant.Launch bun(String script) {
        return log -> ServerProcess.start(
                List.of(
                        SCRIPTS.resolve("node_modules/bun/bin/bun.exe").toString(),
                        SCRIPTS.resolve(script).toString()),
                log);
    }
}
