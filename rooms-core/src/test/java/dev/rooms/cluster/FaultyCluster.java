package dev.rooms.cluster;

import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Cluster;
import dev.rooms.ClusterSettings;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.kit.DyingBackplane;
import dev.rooms.kit.FaultyBus;
import dev.rooms.kit.FaultyBus.Faults;
import dev.rooms.kit.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Servers on a bus on which things go wrong when they are told to. */
final class FaultyCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Two seconds of silence are death: less may be the machine's, on which all servers share few processors. */
    static final ClusterSettings SETTINGS = ClusterSettings.DEFAULTS
            .withHeartbeatInterval(Duration.ofMillis(100))
            .withMissedHeartbeats(20)
            .withAnswerTimeout(Duration.ofMillis(500));

    private final FaultyBus bus;
    private final ClusterSettings settings;
    private final List<Server> servers = new ArrayList<>();
    private int fences;

    FaultyCluster(long seed, ClusterSettings settings) {
        this.bus = new FaultyBus(seed);
        this.settings = settings;
    }

    /**
     * One of the servers.
     *
     * @param line its way to the bus
     * @param way the same, which may end without a word
     */
    record Server(Rooms rooms, Backplane line, DyingBackplane way) {
        Cluster cluster() {
            return rooms.cluster().orElseThrow();
        }

        TestClient client(String name, String... joined) {
            TestClient client = TestClient.connect(rooms, name);
            for (String room : joined) {
                client.join(room);
            }
            return client;
        }

        String idOf(String name) {
            return TestClient.of(rooms, name).id();
        }
    }

    FaultyBus bus() {
        return bus;
    }

    /** One more server, which needn't know the others yet. */
    Server start() {
        Backplane line = bus.connect();
        DyingBackplane way = new DyingBackplane(line);
        Rooms rooms = Rooms.builder()
                .backplane(way)
                .cluster(settings)
                .announcements(Announcements.EVERYONE)
                .build();
        Server server = new Server(rooms, line, way);
        servers.add(server);
        return server;
    }

    /** So many servers that know each other. */
    List<Server> start(int count) {
        for (int i = 0; i < count; i++) {
            start();
        }
        awaitTogether(servers);
        return List.copyOf(servers);
    }

    /** Waits until each of these knows so many others as there are among these. */
    void awaitTogether(List<Server> those) {
        await(bus.toString())
                .atMost(PATIENCE)
                .until(() -> those.stream()
                        .allMatch(server -> server.cluster().others().size() == those.size() - 1));
    }

    /** Waits until all that a server sent so far, to whomever, has come to that client. */
    void fence(Server from, TestClient client) {
        int fence = ++fences;
        await(bus.toString())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    from.rooms().toAll().emit("fence", fence);
                    return client.received("fence").stream().anyMatch(data -> data.intValue() == fence);
                });
    }

    /** From now on nothing goes wrong; waits until what went wrong before is over for these clients. */
    void calm(List<TestClient> clients) {
        bus.setFaults(Faults.NONE);
        servers.forEach(from -> clients.forEach(client -> fence(from, client)));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.rooms().close());
        bus.close();
    }
}
