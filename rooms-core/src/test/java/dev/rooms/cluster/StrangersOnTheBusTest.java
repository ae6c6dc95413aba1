package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.ClusterSettings;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.RecordingReceiver;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server does with bytes that somebody else brings onto its bus. */
class StrangersOnTheBusTest {
    private static final String SECRET = "a secret of the test";
    private static final Letter NEWS = Letters.emit(Letters.everyone("/"), "1");

    private final InMemoryBus bus = new InMemoryBus();
    private final Backplane stranger = bus.connect();
    private final Rooms open = server(ClusterSettings.DEFAULTS);
    private final Rooms secret = server(ClusterSettings.DEFAULTS.withSecret(SECRET));
    private final TestClient ada = TestClient.connect(open, "ada");
    private final TestClient eve = TestClient.connect(secret, "eve");

    private Rooms server(ClusterSettings settings) {
        return Rooms.builder().backplane(bus.connect()).cluster(settings).build();
    }

    @BeforeEach
    void join() {
        stranger.start(new RecordingReceiver());
    }

    @AfterEach
    void close() {
        open.close();
        secret.close();
        stranger.close();
    }

    private static byte[] seal(Optional<String> secret, String channel, long sequence, Letter letter) {
        return new Envelope(secret).seal(channel, Letters.ONE, sequence, LetterCodec.write(letter));
    }

    private static long refused(Rooms rooms) {
        return rooms.measurements().get(Counter.BACKPLANE_REFUSED);
    }

    /** Publishes that, and looks by how much the count of either server goes up: they don't share a secret. */
    private void isRefused(String channel, byte[] message, int byOpen, int bySecret) {
        // The two servers refuse each other's heartbeats, too, so a message is looked at between two of these.
        await().untilAsserted(() -> {
            long openBefore = refused(open);
            long secretBefore = refused(secret);
            stranger.publish(channel, message);
            assertThat(refused(open) - openBefore).isEqualTo(byOpen);
            assertThat(refused(secret) - secretBefore).isEqualTo(bySecret);
        });
        assertThat(ada.received("news")).isEmpty();
        assertThat(eve.received("news")).isEmpty();
    }

    @Test
    void garbageIsDroppedAndCounted() {
        isRefused("all", new byte[0], 1, 1);
        isRefused("all", "{\"event\":\"news\"}".getBytes(StandardCharsets.UTF_8), 1, 1);
        isRefused("p:1", new byte[] {'R', 1, 0}, 1, 1);
    }

    @Test
    void aForeignVersionIsDroppedAndCounted() {
        byte[] later = seal(Optional.empty(), "all", 1, NEWS);
        later[1] = 2;
        isRefused("all", later, 1, 1);
    }

    @Test
    void aHundredMegabytesAreDroppedAndCounted() {
        isRefused("all", new byte[100_000_000], 1, 1);
    }

    @Test
    void whatIsNotSignedByTheSecretIsDroppedAndCountedWhereThereIsOne() {
        isRefused("all", seal(Optional.of("not the servers' secret"), "all", 1, NEWS), 1, 1);
        isRefused("all", seal(Optional.of(SECRET), "p:1", 1, NEWS), 1, 1);
        stranger.publish("all", seal(Optional.empty(), "all", 1, NEWS));
        await().untilAsserted(() -> assertThat(ada.received("news")).hasSize(1));
        stranger.publish("all", seal(Optional.of(SECRET), "all", 1, NEWS));
        await().untilAsserted(() -> assertThat(eve.received("news")).hasSize(1));
        assertThat(ada.received("news")).hasSize(1);
        assertThat(open.cluster().orElseThrow().others()).isEmpty();
    }

    @Test
    void anEventsDataReachesClientsAsTheTextThatItIsAndIsNeverParsed() {
        String text = "{ \"b\" : 1.50e0, \"b\" :[ ],\"a\": \"\\u0041\" } and what no parser takes";

        stranger.publish("all", seal(Optional.empty(), "all", 1, Letters.emit(Letters.everyone("/"), text)));

        await().untilAsserted(
                        () -> assertThat(ada.channel().texts()).contains("{\"event\":\"news\",\"data\":" + text + "}"));
        ada.channel().clear();
    }

    @Test
    void aPublicationForANamespaceThatIsNotHereIsDroppedAndCounted() {
        Letter elsewhere = Letters.emit(Letters.everyone("/nowhere"), "1");
        // Nobody else is to be refused.
        open.close();
        long before = refused(secret);
        stranger.publish("all", seal(Optional.of(SECRET), "all", 1, elsewhere));
        stranger.publish("all", seal(Optional.of(SECRET), "all", 2, NEWS));
        await().untilAsserted(() -> assertThat(eve.received("news")).hasSize(1));
        assertThat(refused(secret) - before).isOne();
    }

    @Test
    void noStrangerIsTakenForAServerUnlessItSpeaksAsOne() {
        stranger.publish("all", seal(Optional.empty(), "all", 1, NEWS));
        await().untilAsserted(() -> assertThat(ada.received("news")).hasSize(1));
        assertThat(open.cluster().orElseThrow().others()).isEmpty();
        stranger.publish("all", seal(Optional.empty(), "all", 2, new Letter.Beat(1, true, 0)));
        assertThat(open.cluster().orElseThrow().others()).containsExactly(Letters.ONE.toString());
        stranger.publish("all", seal(Optional.empty(), "all", 3, new Letter.Goodbye()));
        assertThat(open.cluster().orElseThrow().others()).isEmpty();
    }
}
