package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.ClusterSettings;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.InMemoryBus;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("GET /health/ready of a server that shares a backplane")
class ClusterHealthTest {
    private static final ClusterSettings SETTINGS =
            ClusterSettings.DEFAULTS.withHeartbeatInterval(Duration.ofMillis(50));

    private static Rooms server(Backplane backplane, ClusterSettings settings) {
        return Rooms.builder().backplane(backplane).cluster(settings).build();
    }

    @Test
    void itIsReadyOnceItKnowsTheOthersAndTellsHowManyTheyAre() {
        InMemoryBus bus = new InMemoryBus();
        try (Rooms one = server(bus.connect(), SETTINGS);
                Rooms two = server(bus.connect(), SETTINGS)) {
            await().until(() -> one.cluster().orElseThrow().isSettled()
                    && two.cluster().orElseThrow().isSettled());
            Calls.Answer answer = new Calls(two).get("/health/ready");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("info").path("cluster").toString())
                    .isEqualTo("{\"status\":\"up\",\"otherServers\":1}");
        }
    }

    @Test
    void aServerThatDoesntKnowYetWhetherThereAreOthersIsNotReady() {
        try (Rooms one = server(new ToldBackplane(), SETTINGS)) {
            Calls.Answer answer = new Calls(one).get("/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("error").has("cluster")).isTrue();
        }
    }

    @Test
    void withoutItsBackplaneItIsReadyAndSaysThatItIsDegraded() {
        ToldBackplane backplane = new ToldBackplane();
        try (Rooms one = server(backplane, SETTINGS)) {
            backplane.told().parted("the bus is on strike");
            Calls.Answer answer = new Calls(one).get("/health/ready");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode cluster = answer.json().path("info").path("cluster");
            assertThat(cluster.path("degraded").textValue()).isEqualTo("the bus is on strike");
            assertThat(one.cluster().orElseThrow().fault()).contains("the bus is on strike");
        }
    }

    @Test
    void whatTheBackplaneDoesNotTakeIsTold() {
        ToldBackplane backplane = new ToldBackplane();
        try (Rooms one = server(backplane, SETTINGS)) {
            backplane.told().parted("the bus is on strike");
            one.toAll().emit("news", 1);
            backplane.told().lost(3);

            JsonNode cluster =
                    new Calls(one).get("/health/ready").json().path("info").path("cluster");
            assertThat(cluster.path("unsent").intValue()).isEqualTo(4);
            assertThat(cluster.has("lost")).isFalse();
        }
    }

    @Test
    void whereTheBackplaneIsRequiredItIsNotReadyWithoutIt() {
        ToldBackplane backplane = new ToldBackplane();
        try (Rooms one = server(backplane, SETTINGS.withRequired(true))) {
            backplane.told().parted("the bus is on strike");
            Calls.Answer answer = new Calls(one).get("/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json()
                            .path("error")
                            .path("cluster")
                            .path("message")
                            .textValue())
                    .isEqualTo("the bus is on strike");
            assertThat(new Calls(one).get("/health/live").status()).isEqualTo(200);
        }
    }

    /** Tells what the test has it tell, and carries nothing. */
    private static final class ToldBackplane implements Backplane {
        private final AtomicReference<Receiver> receiver = new AtomicReference<>();

        Receiver told() {
            return receiver.get();
        }

        @Override
        public void start(Receiver local) {
            receiver.set(local);
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            return false;
        }

        @Override
        public void subscribe(Set<String> channels) {}

        @Override
        public void unsubscribe(Set<String> channels) {}

        @Override
        public void close() {}
    }
}
