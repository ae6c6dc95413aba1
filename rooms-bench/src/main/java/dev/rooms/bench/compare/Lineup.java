package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.peer.JakartaServer;
import dev.rooms.bench.peer.NettySocketIoServer;
import dev.rooms.bench.peer.UndertowServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The servers that can take part. */
final class Lineup {
    private static final int HEAP_MIB = 512;
    /** Of Tomcat, each of whose connections holds some 70 KiB. */
    private static final int LARGE_HEAP_MIB = 1536;

    private static final int DEPTH_OF_BUN = 4;
    /** More than the script has that stands in for the program until that is installed. */
    private static final long SIZE_OF_STANDIN = 1L << 20;

    private static final Path SCRIPTS = Path.of("rooms-bench", "src", "main", "js");

    private final List<Contestant> contestants = new ArrayList<>();

    private Lineup() {}

    /** All of them, in the order of the tables. */
    static List<Contestant> all() {
        Lineup lineup = new Lineup();
        lineup.plain();
        lineup.socketIo();
        lineup.jakarta("undertow", "Undertow", ClassPaths.UNDERTOW, HEAP_MIB);
        lineup.jakarta("jetty", "Jetty", ClassPaths.JETTY, HEAP_MIB);
        lineup.jakarta("tomcat", "Tomcat", ClassPaths.TOMCAT, LARGE_HEAP_MIB);
        lineup.jakarta("tyrus", "Tyrus", ClassPaths.TYRUS, HEAP_MIB);
        lineup.http();
        return List.copyOf(lineup.contestants);
    }

    private void plain() {
        List<String> peers = List.of("bun");
        add("bun", "Bun, native publish", Group.PLAIN, List.of(), bun("bun.js"));
        add("undertow", "rooms-http-undertow", Group.PLAIN, peers, undertow());
        add("undertow-2", "rooms-http-undertow, 2 I/O threads", Group.PLAIN, peers, undertow("2"));
        add("ws", "ws on Node", Group.PLAIN, peers, node("ws.js"));
    }

    private void socketIo() {
        List<String> peers = List.of("socketio", "netty-socketio");
        add("socketio", "Socket.IO on Node", Group.SOCKET_IO, List.of(), node("socketio.js"));
        add(
                "netty-socketio",
                "netty-socketio",
                Group.SOCKET_IO,
                List.of(),
                java(ClassPaths.NETTY, HEAP_MIB, NettySocketIoServer.class));
        add("undertow-socketio", "rooms-http-undertow", Group.SOCKET_IO, peers, undertow());
        add("undertow-socketio-2", "rooms-http-undertow, 2 I/O threads", Group.SOCKET_IO, peers, undertow("2"));
    }

    private void jakarta(String container, String name, ClassPaths classes, int heapMib) {
        String bare = "bare-" + container;
        add(
                bare,
                name + ", bare",
                Group.JAKARTA,
                List.of(),
                java(classes, heapMib, JakartaServer.class, container, "bare"));
        add(
                "jakarta-" + container,
                "rooms-jakarta-ws on " + name,
                Group.JAKARTA,
                List.of(bare),
                java(classes, heapMib, JakartaServer.class, container, "rooms"));
    }

    private void http() {
        List<String> peers = List.of("express", "nest");
        add("express", "Express on Node", Group.HTTP, List.of(), node("express.js"));
        add("nest", "NestJS on Node", Group.HTTP, List.of(), node("nest.js"));
        add("http-undertow", "rooms-http-undertow", Group.HTTP, peers, undertow());
        add("http-undertow-2", "rooms-http-undertow, 2 I/O threads", Group.HTTP, peers, undertow("2"));
    }

    private void add(String id, String name, Group group, List<String> peers, Contestant.Launch launch) {
        contestants.add(new Contestant(id, name, group, peers, launch));
    }

    private static Contestant.Launch undertow(String... arguments) {
        return java(ClassPaths.UNDERTOW, HEAP_MIB, UndertowServer.class, arguments);
    }

    private static Contestant.Launch java(ClassPaths classes, int heapMib, Class<?> main, String... arguments) {
        return log -> Servers.of(ServerProcess.java(classes.path(), heapMib, main, List.of(arguments), log));
    }

    private static Contestant.Launch node(String script) {
        return log -> Servers.of(node(script, log));
    }

    /** Starts a script on Node. */
    static ServerProcess node(String script, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("node", "--expose-gc", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return ServerProcess.start(command, log);
    }

    private static Contestant.Launch bun(String script) {
        return log -> Servers.of(ServerProcess.start(
                List.of(bunBinary().toString(), SCRIPTS.resolve(script).toString()), log));
    }

    /** Where npm's package has put it: into one place by its install script, or left in another where such scripts don't run. */
    private static Path bunBinary() throws IOException {
        Path modules = SCRIPTS.resolve("node_modules");
        if (!Files.isDirectory(modules)) {
            throw new IOException("npm ci wasn't run in " + SCRIPTS);
        }
        try (Stream<Path> found = Files.find(
                modules,
                DEPTH_OF_BUN,
                (path, attributes) -> path.getFileName().toString().matches("bun(\\.exe)?")
                        && attributes.isRegularFile()
                        && attributes.size() > SIZE_OF_STANDIN)) {
            return found.findFirst().orElseThrow(() -> new IOException("npm has no Bun for this machine"));
        }
    }
}
