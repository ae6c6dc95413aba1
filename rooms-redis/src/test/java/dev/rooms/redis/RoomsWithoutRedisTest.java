package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients notice when the Redis between their servers is gone. */
class RoomsWithoutRedisTest {
    @TempDir
    private Path folder;

    private RedisServer redis;
    private Rooms one;
    private Rooms two;

    @BeforeEach
    void prepare() {
        redis = RedisServer.start(folder);
        one = server();
        two = server();
        await().atMost(Server.PATIENCE)
                .until(() -> Stream.of(one, two)
                        .allMatch(server ->
                                server.cluster().orElseThrow().others().size() == 1));
    }

    @AfterEach
    void close() {
        for (Rooms server : List.of(one, two)) {
            server.close();
        }
        redis.close();
    }

    private Rooms server() {
        return Rooms.builder()
                .backplane(RedisBackplane.of(Server.settings(redis.uri()).withProbeInterval(Duration.ofMillis(300))))
                .announcements(Announcements.EVERYONE)
                .build();
    }

    private static List<Integer> news(TestClient client) {
        return client.received("news").stream().map(data -> data.intValue()).toList();
    }

    private static List<String> names(TestClient client, String event) {
        return client.received(event).stream()
                .map(news -> news.path("clientName").asText())
                .toList();
    }

    @Test
    void roomsHereGoOnAtOnceWhileItStandsStillAndAllIsMendedAfterwards() {
        TestClient ada = TestClient.connect(one, "ada");
        TestClient bob = TestClient.connect(one, "bob");
        TestClient eve = TestClient.connect(two, "eve");
        for (TestClient client : List.of(ada, bob, eve)) {
            client.join("lobby");
        }
        await().atMost(Server.PATIENCE).until(() -> {
            one.to("lobby").emit("probe", 0);
            return !eve.received("probe").isEmpty();
        });

        redis.pause();
        for (int i = 0; i < 100; i++) {
            assertThat(one.to("lobby").emit("news", i)).isEqualTo(2);
            assertThat(news(ada)).as("without a wait").hasSize(i + 1);
        }
        await().atMost(Server.PATIENCE)
                .until(() -> Stream.of(one, two)
                        .noneMatch(server -> server.cluster().orElseThrow().isJoined()));
        assertThat(one.cluster().orElseThrow().fault().orElseThrow()).contains("doesn't come back");
        TestClient late = TestClient.connect(one, "late");
        late.join("lobby");
        assertThat(one.to("lobby").emit("news", 100)).isEqualTo(3);
        assertThat(news(late)).containsExactly(100);
        assertThat(one.measurements().get(Counter.BACKPLANE_UNSENT))
                .as("all but what Redis may have had already")
                .isPositive();

        redis.resume();
        await().atMost(Server.PATIENCE)
                .until(() -> Stream.of(one, two)
                        .allMatch(server -> server.cluster().orElseThrow().isJoined()));
        await().atMost(Server.PATIENCE)
                .until(() -> names(eve, "client-connected").contains("late"));
        await().atMost(Server.PATIENCE).until(() -> {
            one.to("lobby").emit("again", 0);
            return !eve.received("again").isEmpty();
        });
        assertThat(names(eve, "client-disconnected"))
                .as("nobody was taken for gone")
                .isEmpty();
        assertThat(news(eve)).as("nothing twice").doesNotHaveDuplicates();
        assertThat(names(eve, "client-connected")).filteredOn("late"::equals).hasSize(1);
        assertThat(news(bob)).hasSize(101);
    }
}
