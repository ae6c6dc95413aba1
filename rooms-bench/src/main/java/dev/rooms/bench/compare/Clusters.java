package dev.rooms.bench.compare;

import dev.rooms.ClusterSettings.Reach;
import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.peer.ClusterServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our servers and Socket.IO's on Node, alone and joined by a Redis, of which each contestant has one of its own. */
final class Clusters {
    private static final int HEAP_MIB = 256;
    private static final String ALONE = "rooms-alone";
    private static final Path CLASSES = Path.of("rooms-bench", "target", "classes");
    private static final Path EXAMPLE = Path.of("rooms-example-app", "target", "rooms-example-app.jar");

    private Clusters() {}

    /** All of them, in the order of the tables. */
    static List<Contestant> all() {
        return List.of(
                node(1, log -> Servers.of(Lineup.node("socketio.js", log))),
                node(2, log -> joined(2, log, Clusters::node)),
                node(3, log -> joined(3, log, Clusters::node)),
                rooms(ALONE, "1 server without Redis", List.of("node-1"), log -> Servers.of(rooms(log))),
                rooms(1, Reach.ALL_ROOMS),
                rooms(2, Reach.ALL_ROOMS),
                rooms(3, Reach.ALL_ROOMS),
                rooms(2, Reach.OWN_ROOMS));
    }

    private static Contestant node(int servers, Contestant.Launch launch) {
        return new Contestant(
                "node-" + servers,
                "Socket.IO on Node, " + (servers == 1 ? "1 server, in memory" : servers + " servers"),
                Group.CLUSTER,
                servers == 1 ? List.of() : List.of("node-1"),
                launch);
    }

    private static Contestant rooms(int servers, Reach reach) {
        boolean all = reach == Reach.ALL_ROOMS;
        return rooms(
                "rooms-" + servers + (all ? "" : "-own"),
                servers + (servers == 1 ? " server" : " servers") + (all ? "" : ", reach OWN_ROOMS"),
                List.of("node-" + servers, ALONE),
                log -> joined(servers, log, (redis, file) -> rooms(file, redis, reach.name())));
    }

    private static Contestant rooms(String id, String what, List<String> peers, Contestant.Launch launch) {
        return new Contestant(id, "rooms-http-undertow, " + what, Group.CLUSTER, peers, launch);
    }

    private static ServerProcess node(String redis, Path log) throws IOException {
        return Lineup.node("socketio.js", log, redis);
    }

    private static ServerProcess rooms(Path log, String... arguments) throws IOException {
        String path = CLASSES + File.pathSeparator + EXAMPLE;
        return ServerProcess.java(path, HEAP_MIB, ClusterServer.class, List.of(arguments), log);
    }

    private static Servers joined(int servers, Path log, Member member) throws IOException {
        int port = freePort();
        ServerProcess redis = ServerProcess.start(redis(port), port, Path.of(log + ".redis"));
        List<ServerProcess> started = new ArrayList<>();
        try {
            for (int i = 1; i <= servers; i++) {
                started.add(member.start("redis://127.0.0.1:" + port, Path.of(log + "." + i)));
            }
        } catch (IOException absent) {
            new Servers(started, Optional.of(redis)).close();
            throw absent;
        }
        return new Servers(started, Optional.of(redis));
    }

    private static List<String> redis(int port) {
        return List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** How one server of several is started. */
    @FunctionalInterface
    private interface Member {
        ServerProcess start(String redis, Path log) throws IOException;
    }
}
