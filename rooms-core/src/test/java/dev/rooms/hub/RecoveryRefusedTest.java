package dev.rooms.hub;

import static dev.rooms.hub.Returns.clientOf;
import static dev.rooms.hub.Returns.comeBack;
import static dev.rooms.hub.Returns.recovering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.security.Authenticator.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that lost their connection, and can't come back: they start anew, and nothing of theirs is kept. */
class RecoveryRefusedTest {
    private final List<Rooms> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Rooms::close);
    }

    private Rooms build(RoomsBuilder builder) {
        Rooms rooms = builder.build();
        opened.add(rooms);
        return rooms;
    }

    private Rooms rooms() {
        return build(recovering(RecoverySettings.DEFAULTS));
    }

    @Test
    void whoIsLostAgainUntilWhatItMissedIsForgottenStartsAnew() {
        Duration heartbeat = Duration.ofMillis(200);
        Rooms rooms = build(recovering(RecoverySettings.within(Duration.ofSeconds(1)))
                .limits(Limits.DEFAULTS.withHeartbeatInterval(heartbeat).withHeartbeatTimeout(heartbeat)));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        await().untilAsserted(() -> assertThat(ada.received("40{")).hasSize(1));

        ada.lose();
        long sentAt = System.nanoTime();
        rooms.toAll().emit("news", 1);
        awaitMillisAfter(sentAt, 900);
        comeBack(rooms, ada.pid(), Optional.empty()).lose();
        awaitMillisAfter(sentAt, 1_500);
        rooms.toAll().emit("news", 2);

        assertThat(comeBack(rooms, ada.pid(), Optional.empty()).id()).isNotEqualTo(ada.id());
    }

    private static void awaitMillisAfter(long nanoTime, long millis) {
        await().pollInterval(Duration.ofMillis(5))
                .until(() ->
                        System.nanoTime() - nanoTime > Duration.ofMillis(millis).toNanos());
    }

    @Test
    void whoSaidGoodbyeStartsAnew() {
        Rooms rooms = rooms();
        SocketIoTestClient left = SocketIoTestClient.connect(rooms, "left");
        SocketIoTestClient thrown = SocketIoTestClient.connect(rooms, "thrown");
        SocketIoTestClient broken = SocketIoTestClient.connect(rooms, "broken");

        left.say("41");
        clientOf(rooms, thrown).disconnect();
        broken.say("4nonsense");

        for (SocketIoTestClient client : List.of(left, thrown, broken)) {
            SocketIoTestClient again = comeBack(rooms, client);
            assertThat(again.id()).isNotEqualTo(client.id());
            assertThat(clientOf(rooms, again).isRecovered()).isFalse();
        }
    }

    @Test
    void aSecretOrAnOffsetThatNobodyHasLeadsNowhere() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        rooms.toAll().emit("news", 1);
        ada.lose();

        assertThat(clientOf(rooms, comeBack(rooms, "guessed", ada.offset())).isRecovered())
                .isFalse();
        assertThat(clientOf(rooms, comeBack(rooms, ada.id(), ada.offset())).isRecovered())
                .isFalse();
        for (String offset : List.of("zzzzzzz", "-1", "", "no!", "9".repeat(100))) {
            SocketIoTestClient bob = SocketIoTestClient.connect(rooms, "bob");
            bob.lose();
            assertThat(clientOf(rooms, comeBack(rooms, bob.pid(), Optional.of(offset)))
                            .isRecovered())
                    .as(offset)
                    .isFalse();
        }
    }

    @Test
    void whoIsSomebodyElseByNowStartsAnew() {
        AtomicBoolean loggedOut = new AtomicBoolean();
        Rooms rooms = build(recovering(RecoverySettings.DEFAULTS)
                .authenticator(handshake -> loggedOut.get() ? Verdict.of("eve") : Verdict.of("ada")));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        await().untilAsserted(() -> assertThat(ada.received("40{")).hasSize(1));
        ada.lose();

        loggedOut.set(true);

        assertThat(comeBack(rooms, ada).id()).isNotEqualTo(ada.id());
    }

    @Test
    void whoWasAwayForTooLongStartsAnewAndNothingIsKept() {
        Rooms rooms = build(recovering(RecoverySettings.within(Duration.ofMillis(50))));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        long lostAt = System.nanoTime();
        ada.lose();

        await().until(() -> System.nanoTime() - lostAt > Duration.ofMillis(60).toNanos());

        SocketIoTestClient late = comeBack(rooms, ada);
        assertThat(late.id()).isNotEqualTo(ada.id());
        assertThat(clientOf(rooms, late).isRecovered()).isFalse();
    }

    @Test
    void whoMissedMoreThanIsKeptStartsAnew() {
        Rooms rooms = build(recovering(new RecoverySettings(Duration.ofMinutes(2), 10_000, 10)));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        ada.lose();
        for (int i = 0; i < 100; i++) {
            rooms.toAll().emit("news", "x".repeat(100));
        }

        assertThat(clientOf(rooms, comeBack(rooms, ada)).isRecovered()).isFalse();
    }

    @Test
    void whoMissedMoreThanMayWaitForOneClientStartsAnew() {
        Rooms rooms = build(recovering(RecoverySettings.DEFAULTS)
                .limits(Limits.DEFAULTS.withMaxWaitingBytes(10_000).withDrainTimeout(Duration.ofMillis(500))));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        SocketIoTestClient bob = SocketIoTestClient.connect(rooms, "bob");
        clientOf(rooms, ada).join("busy");
        ada.lose();
        bob.lose();
        for (int i = 0; i < 100; i++) {
            rooms.to("busy").emit("news", "x".repeat(100));
        }

        assertThat(clientOf(rooms, comeBack(rooms, ada)).isRecovered()).isFalse();
        assertThat(clientOf(rooms, comeBack(rooms, bob)).isRecovered()).isTrue();
    }

    @Test
    void noMoreMayBeAwayThanIsSaid() {
        Rooms rooms = build(recovering(new RecoverySettings(Duration.ofMinutes(2), 1 << 20, 2)));
        List<SocketIoTestClient> clients = IntStream.range(0, 3)
                .mapToObj(i -> SocketIoTestClient.connect(rooms, "c" + i))
                .toList();
        clients.forEach(SocketIoTestClient::lose);

        assertThat(clients.stream()
                        .map(client -> clientOf(rooms, comeBack(rooms, client)).isRecovered()))
                .containsExactly(false, true, true);
    }
}
