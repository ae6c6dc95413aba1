package dev.rooms.cluster;

import static dev.rooms.cluster.FaultyCluster.PATIENCE;
import static dev.rooms.cluster.FaultyCluster.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.ClusterSettings;
import dev.rooms.cluster.FaultyCluster.Server;
import dev.rooms.kit.FaultyBus.Faults;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers and clients there are, on a bus on which things go wrong. */
class PresenceOnFaultyBusTest {
    /** What a client was told of each name, in order: + has come, - has gone. */
    private static Map<String, String> toldOfEach(TestClient client) {
        Map<String, String> told = new HashMap<>();
        client.received().forEach(envelope -> {
            String name = envelope.path("data").path("clientName").asText();
            switch (envelope.path("event").asText()) {
                case "client-connected" -> told.merge(name, "+", String::concat);
                case "client-disconnected" -> told.merge(name, "-", String::concat);
                default -> {}
            }
        });
        return told;
    }

    private static String told(TestClient client, String name) {
        return toldOfEach(client).getOrDefault(name, "");
    }

    private static void awaitTold(FaultyCluster cluster, TestClient client, String name, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(client, name))
                        .as("%s, of %s", cluster.bus(), name)
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsKnownOfClientsIsRightAgainOnceNothingIsLostAnyMore(long seed) {
        try (FaultyCluster cluster = new FaultyCluster(seed, SETTINGS)) {
            List<Server> servers = cluster.start(3);
            List<TestClient> observers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                observers.add(servers.get(i).client("observer " + i));
            }
            cluster.calm(observers);
            cluster.bus().setFaults(new Faults(0.3, 0.2, 0.2, 5));
            Random random = new Random(seed);
            Map<String, TestClient> there = new HashMap<>();
            for (int i = 0; i < 150; i++) {
                if (there.isEmpty() || random.nextInt(5) < 3) {
                    there.put("client " + i, servers.get(random.nextInt(3)).client("client " + i));
                } else {
                    String gone = List.copyOf(there.keySet()).get(random.nextInt(there.size()));
                    there.remove(gone).close();
                }
            }
            cluster.calm(observers);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(toldToBeThere(observers))
                            .as("%s", cluster.bus())
                            .allMatch(names -> names.equals(there.keySet())));
            for (TestClient observer : observers) {
                assertThat(toldOfEach(observer))
                        .as("%s: each comes, and goes, once", cluster.bus())
                        .allSatisfy((name, told) -> assertThat(told).matches("(\\+-)*\\+?"));
            }
        }
    }

    private static List<Set<String>> toldToBeThere(List<TestClient> observers) {
        return observers.stream()
                .map(observer -> toldOfEach(observer).entrySet().stream()
                        .filter(told -> told.getKey().startsWith("client")
                                && told.getValue().endsWith("+"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .toList();
    }

    @Test
    void aServerThatDiesTakesItsClientsWithItOnceForEach() {
        try (FaultyCluster cluster = new FaultyCluster(11, SETTINGS)) {
            List<Server> servers = cluster.start(3);
            TestClient ada = servers.get(0).client("ada");
            TestClient bob = servers.get(1).client("bob");
            for (int i = 0; i < 20; i++) {
                servers.get(2).client("lost " + i);
            }
            awaitTold(cluster, ada, "lost 19", "+");
            awaitTold(cluster, bob, "lost 19", "+");
            servers.get(2).way().die();
            cluster.awaitTogether(servers.subList(0, 2));
            for (TestClient client : List.of(ada, bob)) {
                for (int i = 0; i < 20; i++) {
                    awaitTold(cluster, client, "lost " + i, "+-");
                }
            }
            cluster.fence(servers.get(0), bob);
            cluster.fence(servers.get(1), ada);
            awaitTold(cluster, ada, "lost 0", "+-");
            awaitTold(cluster, ada, "bob", "+");
            assertThat(servers.get(2).cluster().others())
                    .as("who hears nothing, not even itself, takes nobody for dead")
                    .hasSize(2);
        }
    }

    @Test
    void aServerThatClosesSaysSoAndNobodyWaitsForItsHeartbeats() {
        ClusterSettings patient = SETTINGS.withHeartbeatInterval(Duration.ofHours(1));
        try (FaultyCluster cluster = new FaultyCluster(21, patient)) {
            List<Server> servers = cluster.start(3);
            cluster.bus().setFaults(Faults.delays(5));
            TestClient ada = servers.get(0).client("ada");
            servers.get(2).client("eve");
            awaitTold(cluster, ada, "eve", "+");
            servers.get(2).rooms().close();
            awaitTold(cluster, ada, "eve", "+-");
            cluster.awaitTogether(servers.subList(0, 2));
            cluster.fence(servers.get(1), ada);
            assertThat(told(ada, "eve")).isEqualTo("+-");
        }
    }

    @Test
    void serversThatAreSplitDoWithoutEachOtherAndFindEachOtherAgain() {
        try (FaultyCluster cluster = new FaultyCluster(31, SETTINGS)) {
            List<Server> servers = cluster.start(3);
            TestClient ada = servers.get(0).client("ada", "a");
            TestClient bob = servers.get(1).client("bob", "a");
            TestClient eve = servers.get(2).client("eve", "a");
            awaitTold(cluster, ada, "eve", "+");
            awaitTold(cluster, bob, "eve", "+");
            cluster.fence(servers.get(0), eve);

            cluster.bus().split(Set.of(servers.get(0).line()));
            cluster.awaitTogether(servers.subList(0, 1));
            cluster.awaitTogether(servers.subList(1, 3));
            awaitTold(cluster, ada, "eve", "+-");
            TestClient late = servers.get(0).client("late", "a");
            cluster.fence(servers.get(0), late);
            servers.get(1).rooms().to("a").emit("news", "in the split");
            cluster.fence(servers.get(1), eve);
            assertThat(eve.received("news")).hasSize(1);

            cluster.bus().heal();
            cluster.awaitTogether(servers);
            awaitTold(cluster, ada, "eve", "+-+");
            awaitTold(cluster, bob, "late", "+");
            awaitTold(cluster, eve, "late", "+");
            awaitTold(cluster, bob, "eve", "+");
            servers.get(1).rooms().to("a").emit("news", "healed");
            for (TestClient client : List.of(ada, eve, late)) {
                cluster.fence(servers.get(1), client);
            }
            assertThat(ada.received("news")).hasSize(1);
            assertThat(late.received("news")).hasSize(1);
            assertThat(eve.received("news")).hasSize(2);
            assertThat(told(eve, "late")).isEqualTo("+");
        }
    }

    @Test
    void aStandstillOfTheBusMakesNobodyDead() {
        ClusterSettings quick = SETTINGS.withMissedHeartbeats(10);
        try (FaultyCluster cluster = new FaultyCluster(41, quick)) {
            List<Server> servers = cluster.start(2);
            TestClient ada = servers.get(0).client("ada");
            servers.get(1).client("bob");
            awaitTold(cluster, ada, "bob", "+");
            cluster.bus().standStill();
            long[] before = servers.stream()
                    .mapToLong(server -> server.rooms().measurements().get(Counter.BACKPLANE_OUT))
                    .toArray();
            await().atMost(PATIENCE).until(() -> {
                for (int i = 0; i < 2; i++) {
                    if (servers.get(i).rooms().measurements().get(Counter.BACKPLANE_OUT) < before[i] + 15) {
                        return false;
                    }
                }
                return true;
            });
            cluster.bus().goOn();
            cluster.fence(servers.get(1), ada);
            assertThat(told(ada, "bob")).isEqualTo("+");
            assertThat(servers.get(0).cluster().others()).hasSize(1);
        }
    }

    @Test
    void aServerThatWasCutOffIsGoneForTheOthersAndComesBackWithItsClients() {
        try (FaultyCluster cluster = new FaultyCluster(51, SETTINGS)) {
            List<Server> servers = cluster.start(2);
            TestClient ada = servers.get(0).client("ada", "a");
            TestClient bob = servers.get(1).client("bob", "a");
            awaitTold(cluster, ada, "bob", "+");
            cluster.fence(servers.get(0), bob);
            String toldOfAda = told(bob, "ada");
            cluster.bus().part(servers.get(1).line());
            awaitTold(cluster, ada, "bob", "+-");
            TestClient late = servers.get(1).client("late", "a");
            assertThat(servers.get(1).rooms().to("a").emit("news", 1)).isEqualTo(2);
            assertThat(servers.get(1).cluster().others()).hasSize(1);
            cluster.bus().rejoin(servers.get(1).line());
            awaitTold(cluster, ada, "bob", "+-+");
            awaitTold(cluster, ada, "late", "+");
            cluster.fence(servers.get(0), late);
            cluster.fence(servers.get(1), ada);
            assertThat(told(bob, "ada"))
                    .as("she was always there, for all that he could know")
                    .isEqualTo(toldOfAda);
            assertThat(ada.received("news")).isEmpty();
        }
    }

    @Test
    void aServerThatComesKnowsTheOthersBeforeItSaysThatItIsSettled() {
        ClusterSettings calm = SETTINGS.withHeartbeatInterval(Duration.ofMillis(500));
        try (FaultyCluster cluster = new FaultyCluster(61, calm)) {
            List<Server> servers = cluster.start(2);
            servers.forEach(server -> server.client("there before"));
            cluster.bus().setFaults(Faults.delays(20));
            Server third = cluster.start();
            assertThat(third.cluster().isSettled()).isFalse();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> third.cluster().isSettled());
            assertThat(third.cluster().others()).hasSize(2);
            TestClient late = third.client("late");
            servers.forEach(server -> cluster.fence(server, late));
            assertThat(told(late, "there before"))
                    .as("they were known before it came")
                    .isEmpty();
        }
    }
}
