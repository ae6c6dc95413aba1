package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.ClusterSettings;
import dev.rooms.ClusterSettings.Reach;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.DyingBackplane;
import dev.rooms.kit.Payloads;
import dev.rooms.kit.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** This server's clients never wait for a backplane. */
class LocalFirstTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Watched backplane = new Watched();
    private final Rooms rooms = Rooms.builder()
            .backplane(backplane)
            .cluster(ClusterSettings.DEFAULTS.withHeartbeatInterval(LONG).withReach(Reach.OWN_ROOMS))
            .announcements(Announcements.EVERYONE)
            .build();

    @AfterEach
    void close() {
        rooms.close();
    }

    /** A backplane that looks, whenever something is published, whether it was done here already. */
    private static final class Watched implements Backplane {
        private final AtomicReference<BooleanSupplier> look = new AtomicReference<>(() -> true);
        private final List<Boolean> seen = new CopyOnWriteArrayList<>();
        private volatile boolean broken;

        @Override
        public void start(Receiver receiver) {
            receiver.joined();
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            seen.add(look.get().getAsBoolean());
            if (broken) {
                throw new IllegalStateException("the bus is on strike");
            }
            return true;
        }

        @Override
        public void subscribe(Set<String> channels) {}

        @Override
        public void unsubscribe(Set<String> channels) {}

        @Override
        public void close() {}
    }

    private record Deed(String name, String event, BiConsumer<Rooms, TestClient> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody answers
    private static void ask(Rooms rooms) {
        rooms.to("a").emitWithAck("news", 1, Duration.ofMillis(1));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody answers
    private static void count(Rooms rooms) {
        rooms.to("a").emitAndCount("news", 1);
    }

    static final List<Deed> DEEDS = List.of(
            new Deed("to a room", "news", (rooms, bob) -> rooms.to("a").emit("news", 1)),
            new Deed(
                    "to several rooms",
                    "news",
                    (rooms, bob) -> rooms.to("a").to("b").except("c").emit("news", 1)),
            new Deed("to everyone", "news", (rooms, bob) -> rooms.toAll().emit("news", 1)),
            new Deed("counted", "news", (rooms, bob) -> count(rooms)),
            new Deed("with acknowledgements", "news", (rooms, bob) -> ask(rooms)),
            new Deed(
                    "a client's message",
                    "message-reply",
                    (rooms, bob) -> bob.send("message", Payloads.message("a", "Hello"))),
            new Deed("a client that comes", "client-connected", (rooms, bob) -> TestClient.connect(rooms, "eve")));

    @ParameterizedTest
    @FieldSource("DEEDS")
    void clientsHereHaveItBeforeAnythingIsPublished(Deed deed) {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("a");
        int before = ada.received(deed.event()).size();
        backplane.look.set(() -> ada.received(deed.event()).size() > before);
        backplane.seen.clear();

        deed.action().accept(rooms, bob);

        assertThat(ada.received(deed.event())).hasSizeGreaterThan(before);
        assertThat(backplane.seen).isNotEmpty().doesNotContain(false);
    }

    @ParameterizedTest
    @FieldSource("DEEDS")
    void clientsHereHaveItWhateverBecomesOfTheBackplane(Deed deed) {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("a");
        int before = ada.received(deed.event()).size();
        backplane.broken = true;

        deed.action().accept(rooms, bob);

        assertThat(ada.received(deed.event())).hasSizeGreaterThan(before);
    }

    @Test
    @Timeout(60)
    void whoeverWaitsForACountOfAllServersHoldsUpNothing() {
        InMemoryBus bus = new InMemoryBus();
        ClusterSettings patient =
                ClusterSettings.DEFAULTS.withMissedHeartbeats(1_000).withAnswerTimeout(LONG);
        DyingBackplane way = new DyingBackplane(bus.connect());
        try (Rooms here = Rooms.builder()
                        .backplane(bus.connect())
                        .cluster(patient)
                        .build();
                Rooms silent = Rooms.builder().backplane(way).cluster(patient).build()) {
            await().until(() -> here.cluster().orElseThrow().others().size() == 1
                    && silent.cluster().orElseThrow().others().size() == 1);
            TestClient ada = TestClient.connect(here, "ada");
            TestClient bob = TestClient.connect(here, "bob");
            bob.join("a");
            way.die();

            ada.send("message", Payloads.message("a", "first"), "1");
            ada.send("message", Payloads.message("a", "second"));
            ada.send("join-room", "{\"roomName\":\"b\"}", "2");

            assertThat(bob.received("message-reply"))
                    .extracting(message -> message.path("message").asText())
                    .containsExactly("first", "second");
            assertThat(ada.received("ack"))
                    .as("the first is still being counted")
                    .extracting(ack -> ack.path("roomName").asText())
                    .containsExactly("b");
        }
    }
}
