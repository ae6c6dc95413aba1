package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.security.Authenticator;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may become a client, and as whom. */
class AdmissionTest {
    private final List<Rooms> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Rooms::close);
    }

    private Rooms open(RoomsBuilder builder) {
        Rooms rooms = builder.build();
        opened.add(rooms);
        return rooms;
    }

    private static Handshake named(String name) {
        return TestClient.handshake(Map.of("clientName", List.of(name)), Map.of());
    }

    private static void requireRefused(Rooms rooms, Handshake handshake, int status, String... words) {
        assertThat(rooms.reception().admit(handshake)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.message()).contains(words);
        });
        assertThat(rooms.measurements().get(Counter.HANDSHAKES_REFUSED)).isPositive();
        assertThat(rooms.clientCount()).isZero();
    }

    @Test
    @DisplayName("CONTRACT §2: clientId is made by the server: 20 or more characters, unguessable, URL-safe")
    void idsAreLongURLSafeAndNeverTheSame() {
        Rooms rooms = open(Rooms.builder());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            ids.add(TestClient.connect(rooms, "c" + i).id());
        }
        assertThat(ids).hasSize(500).allMatch(id -> id.matches("[A-Za-z0-9_-]{20,}"));
    }

    @Test
    @DisplayName("CONTRACT §2: left out, the name is \"anonymous\"")
    void aClientWithoutANameIsAnonymous() {
        Rooms rooms = open(Rooms.builder());
        TestClient.connect(rooms, TestClient.handshake(Map.of(), Map.of()), new RecordingChannel());
        assertThat(TestClient.of(rooms, "anonymous").principal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "\u00c5sa",
                "\u65e5\u672c\u8a9e",
                "\ud83d\ude00",
                "__proto__",
                "<script>",
                "a/b?c=d&e",
                "\u200bzero width"
            })
    void aNameMayBeAnyTextForAPerson(String name) {
        Rooms rooms = open(Rooms.builder());
        TestClient client = TestClient.connect(rooms, name);
        assertThat(client.received("client-connected").get(0).path("clientName").textValue())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\ud800", "\udc00b"})
    @DisplayName("CONTRACT §2: bounded and free of control characters")
    void aNameThatIsBlankOrUnprintableIsRefusedWith400(String name) {
        requireRefused(open(Rooms.builder()), named(name), 400, "clientName");
    }

    @Test
    @DisplayName("CONTRACT §5: length of a client's name (128), in characters, an emoji being one")
    void aNameOverTheLimitIsRefusedWith400() {
        Rooms rooms = open(Rooms.builder());
        requireRefused(rooms, named("n".repeat(129)), 400, "clientName", "128", "129");
        TestClient.connect(rooms, "n".repeat(128));
        TestClient.connect(rooms, "\ud83d\ude00".repeat(128));
    }

    @Test
    @DisplayName("CONTRACT §5: connections; more is refused with 503")
    void moreClientsThanMayConnectAreRefused() {
        Rooms rooms = open(Rooms.builder().limits(Limits.DEFAULTS.withMaxConnections(2)));
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient.connect(rooms, "bob");
        assertThat(rooms.reception().admit(named("eve")))
                .isEqualTo(new Admission.Refused(
                        503, "the server has as many connections as it may have; try again later", CloseReason.FULL));
        ada.close();
        TestClient.connect(rooms, "eve");
        assertThat(rooms.clientCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("HOSTILE 22: all at once after a restart: as many as may, nobody served half")
    void neverMoreClientsThanMayConnectHoweverManyComeAtOnce() throws Exception {
        int max = 50;
        Rooms rooms = open(Rooms.builder().limits(Limits.DEFAULTS.withMaxConnections(max)));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                // All were let in before the first opens: the handshake alone can't keep the limit.
                List<Admission.Granted> granted = new ArrayList<>();
                for (int i = 0; i < 3 * max; i++) {
                    granted.add((Admission.Granted) rooms.reception().admit(named("c" + i)));
                }
                CountDownLatch start = new CountDownLatch(1);
                List<RecordingChannel> channels = new ArrayList<>();
                List<Future<Session>> sessions = new ArrayList<>();
                for (Admission.Granted one : granted) {
                    RecordingChannel channel = new RecordingChannel();
                    channels.add(channel);
                    sessions.add(pool.submit(() -> {
                        start.await();
                        return one.open(channel);
                    }));
                }
                start.countDown();
                for (Future<Session> session : sessions) {
                    session.get();
                }
                assertThat(rooms.clientCount()).isEqualTo(max);
                assertThat(channels.stream()
                                .filter(channel -> channel.closeReason().equals(java.util.Optional.of(CloseReason.FULL))
                                        && channel.frames().isEmpty()))
                        .hasSize(2 * max);
                for (Future<Session> session : sessions) {
                    session.get().closed(CloseReason.NORMAL);
                }
                assertThat(rooms.clientCount()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aSessionThatWasTurnedAwayIsDeaf() {
        Rooms rooms = open(Rooms.builder().limits(Limits.DEFAULTS.withMaxConnections(1)));
        Admission.Granted late = (Admission.Granted) rooms.reception().admit(named("late"));
        TestClient.connect(rooms, "ada");
        RecordingChannel channel = new RecordingChannel();
        Session session = late.open(channel);
        session.text("{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}}");
        session.binary(ByteBuffer.allocate(1));
        session.pong();
        session.tooBig();
        assertThat(session.ping()).isFalse();
        session.closed(CloseReason.FULL);
        assertThat(channel.frames()).isEmpty();
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(rooms.clientCount()).isOne();
    }

    @Test
    void theAuthenticatorSaysWhoAClientIs() {
        Rooms rooms = open(Rooms.builder()
                .authenticator(handshake -> handshake
                        .parameter("token")
                        .map(token -> token.equals("right")
                                ? Verdict.of("ada@example.org")
                                : Verdict.forbidden("wrong token"))
                        .orElseGet(() -> Verdict.unauthorized("give a token"))));
        requireRefused(rooms, named("ada"), 401, "give a token");
        requireRefused(rooms, TestClient.handshake(Map.of("token", List.of("x")), Map.of()), 403, "wrong token");
        TestClient.connect(
                rooms,
                TestClient.handshake(Map.of("token", List.of("right"), "clientName", List.of("ada")), Map.of()),
                new RecordingChannel());
        assertThat(TestClient.of(rooms, "ada").principal()).contains("ada@example.org");
    }

    @Test
    void anAuthenticatorThatFailsLetsNobodyInAndTellsNoSecrets() {
        for (Authenticator failing : List.<Authenticator>of(
                handshake -> {
                    throw new IllegalStateException("secret");
                },
                handshake -> {
                    throw new NoClassDefFoundError("secret");
                },
                handshake -> null)) {
            Rooms rooms = open(Rooms.builder().authenticator(failing));
            requireRefused(rooms, named("ada"), 401, "try again later");
            assertThat(rooms.reception().admit(named("ada")).toString()).doesNotContain("secret");
            assertThat(rooms.authenticate(named("ada"))).isInstanceOf(Authenticator.Rejected.class);
        }
    }

    @Test
    @DisplayName("HOSTILE 16: a foreign Origin is refused before the authenticator is asked")
    void aForeignOriginIsRefusedWith403() {
        Rooms rooms = open(Rooms.builder()
                .origins(OriginPolicy.of(List.of("https://good.example")))
                .authenticator(handshake -> {
                    throw new AssertionError("asked about " + handshake);
                }));
        requireRefused(
                rooms,
                TestClient.handshake(
                        Map.of(), Map.of("Origin", List.of("https://evil.example"), "Host", List.of("good.example"))),
                403,
                "https://evil.example");
        requireRefused(rooms, TestClient.handshake(Map.of(), Map.of("COOKIE", List.of("session=1"))), 403, "cookies");
    }
}
