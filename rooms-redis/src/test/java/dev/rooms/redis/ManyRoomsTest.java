package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.ClusterSettings;
import dev.rooms.ClusterSettings.Reach;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rooms cost a Redis. */
class ManyRoomsTest {
    private static final int CLIENTS = 100;
    private static final int ROOMS_EACH = 1_000;
    /** Among so many channels the rooms are spread. */
    private static final int PARTITIONS = 64;

    @TempDir
    private Path folder;

    private RedisServer redis;
    private final List<Rooms> servers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        redis = RedisServer.start(folder);
    }

    @AfterEach
    void close() {
        servers.forEach(Rooms::close);
        if (redis != null) {
            redis.close();
        }
    }

    private Rooms server(Reach reach) {
        Rooms rooms = Rooms.builder()
                .backplane(RedisBackplane.of(Server.settings(redis.uri())))
                .cluster(ClusterSettings.DEFAULTS.withReach(reach))
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withMaxRoomsPerClient(ROOMS_EACH))
                .build();
        servers.add(rooms);
        await().atMost(Server.PATIENCE)
                .until(() -> servers.stream()
                        .allMatch(server -> server.cluster().orElseThrow().isJoined()
                                && server.cluster().orElseThrow().others().size() == servers.size() - 1));
        return rooms;
    }

    private static Client client(Rooms rooms, String name) {
        TestClient.connect(rooms, name);
        return TestClient.of(rooms, name);
    }

    /** How often Redis was given that command. */
    private long calls(String command) {
        String told = redis.text("cmdstat_" + command);
        return told.isEmpty() ? 0 : Long.parseLong(told.replaceFirst("calls=(\\d+).*", "$1"));
    }

    /** How many subscribe to the channels of rooms, all channels together. */
    private long subscriptions() {
        return IntStream.range(0, PARTITIONS)
                .mapToLong(partition -> redis.subscribers("rooms:p:" + partition))
                .sum();
    }

    @Test
    void aHundredThousandJoinsAreAsManySubscriptionsAsThereArePartitionsAndNoMessage() {
        Rooms rooms = server(Reach.OWN_ROOMS);
        long published = calls("publish");
        long started = System.nanoTime();

        for (int i = 0; i < CLIENTS; i++) {
            Client client = client(rooms, "client " + i);
            for (int room = 0; room < ROOMS_EACH; room++) {
                client.join("room " + i + "/" + room);
            }
        }
        await().atMost(Server.PATIENCE).until(() -> subscriptions() == PARTITIONS);

        assertThat(rooms.registry().roomCount()).isEqualTo(CLIENTS * ROOMS_EACH);
        assertThat(calls("subscribe")).isLessThanOrEqualTo(PARTITIONS + 3);
        // Of heartbeats and the messages by which the connection is tried there are two a second.
        long seconds = (System.nanoTime() - started) / 1_000_000_000L + 1;
        assertThat(calls("publish") - published).isLessThanOrEqualTo(3 * seconds + 3);
        assertThat(redis.command("DBSIZE")).isEqualTo(":0");
    }

    @Test
    void trafficGoesWhereMembersAreFromTheFirstOnUntilALittleAfterTheLast() {
        Rooms one = server(Reach.OWN_ROOMS);
        Rooms two = server(Reach.OWN_ROOMS);
        assertThat(subscriptions()).isZero();

        Client ada = client(one, "ada");
        ada.join("lobby");
        await().atMost(Server.PATIENCE).until(() -> subscriptions() == 1);

        ada.leave("lobby");
        ada.join("lobby");
        ada.leave("lobby");
        assertThat(subscriptions()).as("for those who come and go").isOne();
        await().atMost(Server.PATIENCE).until(() -> subscriptions() == 0);

        long lost = two.measurements().get(dev.rooms.metrics.Measurements.Counter.BACKPLANE_LOST);
        for (int i = 0; i < 20; i++) {
            one.to("lobby").emit("news", i);
        }
        TestClient bob = TestClient.connect(two, "bob");
        TestClient.of(two, "bob").join("lobby");
        await().atMost(Server.PATIENCE).until(() -> {
            one.to("lobby").emit("news", 20);
            return !bob.received("news").isEmpty();
        });
        assertThat(two.measurements().get(dev.rooms.metrics.Measurements.Counter.BACKPLANE_LOST))
                .as("what was published when nobody here was to have it isn't lost")
                .isEqualTo(lost);
    }

    @Test
    void whoeverHearsAllRoomsSubscribesToEachChannelOnce() {
        server(Reach.ALL_ROOMS);

        assertThat(subscriptions()).isEqualTo(PARTITIONS);
        assertThat(calls("subscribe")).isLessThanOrEqualTo(3);
    }
}
