package dev.rooms.cluster;

import static dev.rooms.cluster.FaultyCluster.PATIENCE;
import static dev.rooms.cluster.FaultyCluster.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Answers;
import dev.rooms.Audience;
import dev.rooms.ClusterSettings;
import dev.rooms.Gathered;
import dev.rooms.cluster.FaultyCluster.Server;
import dev.rooms.kit.FaultyBus.Faults;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and questions between servers on a bus on which things go wrong. */
class ClusterOnFaultyBusTest {
    private static final int EVENTS = 300;

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** News that tells who sent it, to whom, and after how many. */
    private static void send(Server server, String audience, int number, String... excludedIds) {
        Audience to = switch (audience) {
            case "all" -> server.rooms().toAll();
            case "several" -> server.rooms().to("a").to("b").to("c");
            default -> server.rooms().to(audience);
        };
        to.exceptIds(List.of(excludedIds)).emit("news", List.of(server.cluster().id(), audience, number));
    }

    /** What one sender sent to each of these audiences together came to that client in its order. */
    private static void inOrder(String seed, TestClient client, Set<String> audiences) {
        Map<String, Integer> last = new HashMap<>();
        client.received("news").stream()
                .filter(news -> audiences.contains(news.path(1).asText()))
                .forEach(news -> {
                    String sender = news.path(0).asText();
                    int number = news.path(2).intValue();
                    assertThat(number).as("%s: %s", seed, news).isGreaterThan(last.getOrDefault(sender, -1));
                    last.put(sender, number);
                });
    }

    private static void onceEach(String seed, TestClient client) {
        Set<JsonNode> seen = new HashSet<>();
        client.received("news")
                .forEach(news ->
                        assertThat(seen.add(news)).as("%s: %s", seed, news).isTrue());
    }

    private static List<TestClient> sendMuch(FaultyCluster cluster, List<String> audiences, Faults faults) {
        List<Server> servers = cluster.start(3);
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(servers.get(i).client("member " + i, "a", "b"));
        }
        TestClient excluded = servers.get(0).client("excluded", "a", "b", "c");
        String excludedId = servers.get(0).idOf("excluded");
        clients.add(excluded);
        cluster.bus().setFaults(faults);
        for (int number = 0; number < EVENTS; number++) {
            for (Server server : servers) {
                // Every third leaves that one out, wherever it comes from.
                send(server, audiences.get(number % audiences.size()), number, number % 3 == 0 ? excludedId : "nobody");
            }
        }
        cluster.calm(clients);
        assertThat(excluded.received("news"))
                .as("%s", cluster.bus())
                .isNotEmpty()
                .allMatch(news -> news.path(2).intValue() % 3 != 0);
        for (int i = 0; i < 3; i++) {
            String own = servers.get(i).cluster().id();
            assertThat(clients.get(i).received("news"))
                    .as("own clients never depend on the bus")
                    .filteredOn(news -> news.path(0).asText().equals(own))
                    .hasSize(EVENTS);
        }
        return clients;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsLostOrDoubledNothingComesTwiceAndEachSendersEventsComeInTheirOrder(long seed) {
        try (FaultyCluster cluster = new FaultyCluster(seed, SETTINGS)) {
            List<TestClient> clients =
                    sendMuch(cluster, List.of("a", "several", "all", "b", "b"), new Faults(0.1, 0.1, 0, 3));
            clients.forEach(client -> {
                onceEach(cluster.bus().toString(), client);
                inOrder(cluster.bus().toString(), client, Set.of("a", "several", "all"));
                inOrder(cluster.bus().toString(), client, Set.of("b", "several", "all"));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whateverIsOvertakenNothingComesTwiceAndWhatGoesToOneRoomComesInItsOrder(long seed) {
        try (FaultyCluster cluster = new FaultyCluster(seed, SETTINGS)) {
            List<TestClient> clients = sendMuch(cluster, List.of("a", "all", "b", "b"), new Faults(0.05, 0.1, 0.2, 5));
            clients.forEach(client -> {
                onceEach(cluster.bus().toString(), client);
                for (String audience : List.of("a", "all", "b")) {
                    inOrder(cluster.bus().toString(), client, Set.of(audience));
                }
            });
        }
    }

    @Test
    void whatIsToSeveralRoomsComesOnceAlsoWhereTheirChannelsOvertakeEachOther() {
        try (FaultyCluster cluster = new FaultyCluster(21, SETTINGS)) {
            sendMuch(cluster, List.of("several"), new Faults(0, 0.3, 0.3, 5))
                    .forEach(client -> onceEach(cluster.bus().toString(), client));
        }
    }

    @Test
    void whatIsLostIsCountedByThoseWhoMissIt() {
        try (FaultyCluster cluster = new FaultyCluster(31, SETTINGS)) {
            List<Server> servers = cluster.start(2);
            TestClient bob = servers.get(1).client("bob", "a");
            cluster.fence(servers.get(0), bob);
            send(servers.get(0), "a", 1);
            await().atMost(PATIENCE).until(() -> bob.received("news").size() == 1);
            cluster.bus().setFaults(new Faults(1, 0, 0, 0));
            send(servers.get(0), "a", 2);
            send(servers.get(0), "a", 4);
            cluster.bus().setFaults(Faults.NONE);
            long before = servers.get(1).rooms().measurements().get(Counter.BACKPLANE_LOST);
            send(servers.get(0), "a", 5);
            await().atMost(PATIENCE).until(() -> bob.received("news").size() == 2);
            assertThat(servers.get(1).rooms().measurements().get(Counter.BACKPLANE_LOST) - before)
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void everyQuestionIsSettledAndSaysWhoIsMissing(long seed) throws Exception {
        try (FaultyCluster cluster = new FaultyCluster(seed, SETTINGS)) {
            List<Server> servers = cluster.start(3);
            for (int i = 0; i < 3; i++) {
                servers.get(i).client("member " + i, "a");
            }
            cluster.bus().setFaults(new Faults(0.3, 0.2, 0.1, 5));
            List<CompletionStage<Gathered<Integer>>> counts = new ArrayList<>();
            List<CompletionStage<Answers>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Server server = servers.get(i % 3);
                counts.add(server.rooms().to("a").count());
                answers.add(server.rooms().to("a").emitWithAck("asked", i, Duration.ofMillis(500)));
            }
            int complete = 0;
            for (CompletionStage<Gathered<Integer>> count : counts) {
                Gathered<Integer> gathered = get(count);
                assertThat(gathered.value() + gathered.missing().size())
                        .as("%s", cluster.bus())
                        .isEqualTo(3);
                complete += gathered.isComplete() ? 1 : 0;
            }
            assertThat(complete).as("%s", cluster.bus()).isBetween(1, counts.size() - 1);
            for (CompletionStage<Answers> stage : answers) {
                Answers all = get(stage);
                assertThat(all.answers()).isEmpty();
                assertThat(all.expected() + all.missing().size())
                        .as("%s", cluster.bus())
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void aQuestionIsSettledByTheDeathOfWhoeverOwesAnAnswer() throws Exception {
        ClusterSettings patient = SETTINGS.withAnswerTimeout(Duration.ofHours(1));
        try (FaultyCluster cluster = new FaultyCluster(51, patient)) {
            List<Server> servers = cluster.start(3);
            servers.forEach(server -> server.client("member", "a"));
            servers.get(2).way().die();
            Gathered<Integer> count = get(servers.get(0).rooms().to("a").count());
            assertThat(count)
                    .isEqualTo(new Gathered<>(2, Set.of(servers.get(2).cluster().id())));
        }
    }

    @Test
    void aQuestionOfAServerThatIsCutOffIsSettledAtOnce() throws Exception {
        ClusterSettings patient = SETTINGS.withAnswerTimeout(Duration.ofHours(1));
        try (FaultyCluster cluster = new FaultyCluster(52, patient)) {
            List<Server> servers = cluster.start(2);
            servers.get(0).client("ada", "a");
            cluster.bus().part(servers.get(0).line());
            await().atMost(PATIENCE).until(() -> !servers.get(0).cluster().isJoined());
            assertThat(servers.get(0).cluster().fault()).contains("the test dropped the connection");
            assertThat(get(servers.get(0).rooms().to("a").count()))
                    .isEqualTo(new Gathered<>(1, Set.of(servers.get(1).cluster().id())));
        }
    }
}
