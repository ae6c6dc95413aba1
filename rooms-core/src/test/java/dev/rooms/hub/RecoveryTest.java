package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that lost their connection, and come back for what they missed (Socket.IO 4.6). */
class RecoveryTest {
    private final List<Rooms> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Rooms::close);
    }

    private static RoomsBuilder builder(RecoverySettings settings) {
        return Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(500)))
                .recovery(settings);
    }

    private Rooms build(RoomsBuilder builder) {
        Rooms rooms = builder.build();
        opened.add(rooms);
        return rooms;
    }

    private Rooms rooms() {
        return build(builder(RecoverySettings.DEFAULTS));
    }

    private static SocketIoTestClient comeBack(Rooms rooms, SocketIoTestClient before) {
        return comeBack(rooms, before.pid(), before.offset());
    }

    private static SocketIoTestClient comeBack(Rooms rooms, String pid, Optional<String> offset) {
        SocketIoTestClient client = SocketIoTestClient.open(rooms);
        client.say("40{\"clientName\":\"other\",\"pid\":\"" + pid + "\""
                + offset.map(last -> ",\"offset\":\"" + last + "\"").orElse("") + "}");
        await().untilAsserted(() -> assertThat(client.received("40{")).hasSize(1));
        return client;
    }

    private static List<String> data(SocketIoTestClient client, String event) {
        return client.events(event).stream()
                .map(arguments -> arguments.path(1).toString())
                .toList();
    }

    private static Client of(Rooms rooms, SocketIoTestClient client) {
        return rooms.client(client.id()).orElseThrow();
    }

    @Test
    void aClientComesBackWithItsIdItsRoomsAndWhatItMissedInOrder() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        of(rooms, ada).join("lobby");
        of(rooms, ada).attributes().put("language", "en");
        rooms.to("lobby").emit("news", 1);

        ada.lose();
        assertThat(rooms.clientCount()).isZero();
        assertThat(rooms.registry().roomCount()).isZero();
        rooms.to("lobby").emit("news", 2);
        rooms.to("kitchen").emit("news", "not for ada");
        rooms.toAll().emit("news", 3);
        rooms.toAll().except("lobby").emit("news", "not for ada");
        rooms.to("lobby").exceptIds(List.of(ada.id())).emit("news", "not for ada");
        rooms.to("lobby").asVolatile().emit("news", "lost");
        SocketIoTestClient back = comeBack(rooms, ada);
        rooms.to("lobby").emit("news", 4);

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(back.pid()).isEqualTo(ada.pid());
        assertThat(data(back, "news")).containsExactly("2", "3", "4");
        assertThat(of(rooms, back).rooms()).containsExactly("lobby");
        assertThat(of(rooms, back).isRecovered()).isTrue();
        assertThat(of(rooms, back).name()).isEqualTo("ada");
        assertThat(of(rooms, back).attributes()).containsEntry("language", "en");
    }

    @Test
    void eachEventHasItsOffsetAsItsLastArgument() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");

        rooms.toAll().emit("news", 1);
        of(rooms, ada).emit("news", 2);

        List<JsonNode> events = ada.events("news");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.size()).isEqualTo(3);
            assertThat(event.path(2).isTextual()).isTrue();
        });
        assertThat(events.get(0).path(2)).isNotEqualTo(events.get(1).path(2));
    }

    @Test
    void aClientComesBackBeforeItsLossWasNoticed() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        of(rooms, ada).join("lobby");
        String id = ada.id();
        String pid = ada.pid();
        Optional<String> offset = ada.offset();
        rooms.to("lobby").emit("news", "sent into the dark");

        SocketIoTestClient back = comeBack(rooms, pid, offset);

        assertThat(back.id()).isEqualTo(id);
        assertThat(data(back, "news")).containsExactly("\"sent into the dark\"");
        assertThat(ada.channel().closeReason()).contains(CloseReason.LOST);
        assertThat(rooms.clientCount()).isEqualTo(1);
        assertThat(rooms.to("lobby").emit("news", 2)).isEqualTo(1);
    }

    @Test
    void aClientComesBackAgainAndAgain() {
        Rooms rooms = rooms();
        SocketIoTestClient client = SocketIoTestClient.connect(rooms, "ada");
        of(rooms, client).join("lobby");
        String id = client.id();
        for (int i = 0; i < 5; i++) {
            client.lose();
            rooms.to("lobby").emit("news", i);
            client = comeBack(rooms, client);
            assertThat(client.id()).isEqualTo(id);
            assertThat(data(client, "news")).containsExactly(String.valueOf(i));
        }
    }

    @Test
    void whoIsLostAgainBeforeItHasWhatItMissedGetsItTheNextTime() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        of(rooms, ada).join("lobby");
        rooms.to("lobby").emit("news", 1);
        Optional<String> has = ada.offset();

        ada.lose();
        rooms.to("lobby").emit("news", 2);
        comeBack(rooms, ada.pid(), has).lose();
        rooms.to("lobby").emit("news", 3);
        comeBack(rooms, ada.pid(), has).lose();
        SocketIoTestClient back = comeBack(rooms, ada.pid(), has);

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(data(back, "news")).containsExactly("2", "3");
    }

    @Test
    void whoIsLostAgainBeforeItHasAnythingGetsItTheNextTime() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");

        ada.lose();
        rooms.toAll().emit("news", 1);
        comeBack(rooms, ada.pid(), Optional.empty()).lose();
        SocketIoTestClient back = comeBack(rooms, ada.pid(), Optional.empty());

        assertThat(data(back, "news")).containsExactly("1");
    }

    /** What it missed the first time is forgotten while it is away the second time, each time for less than it may be. */
    @Test
    void whoIsLostAgainUntilWhatItMissedIsForgottenStartsAnew() {
        Duration heartbeat = Duration.ofMillis(200);
        Rooms rooms = build(builder(RecoverySettings.within(Duration.ofSeconds(1)))
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
        of(rooms, thrown).disconnect();
        broken.say("4nonsense");

        for (SocketIoTestClient client : List.of(left, thrown, broken)) {
            SocketIoTestClient again = comeBack(rooms, client);
            assertThat(again.id()).isNotEqualTo(client.id());
            assertThat(of(rooms, again).isRecovered()).isFalse();
        }
    }

    @Test
    void aSecretOrAnOffsetThatNobodyHasLeadsNowhere() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        rooms.toAll().emit("news", 1);
        ada.lose();

        assertThat(of(rooms, comeBack(rooms, "guessed", ada.offset())).isRecovered())
                .isFalse();
        assertThat(of(rooms, comeBack(rooms, ada.id(), ada.offset())).isRecovered())
                .isFalse();
        for (String offset : List.of("zzzzzzz", "-1", "", "no!", "9".repeat(100))) {
            SocketIoTestClient bob = SocketIoTestClient.connect(rooms, "bob");
            bob.lose();
            assertThat(of(rooms, comeBack(rooms, bob.pid(), Optional.of(offset)))
                            .isRecovered())
                    .as(offset)
                    .isFalse();
        }
    }

    @Test
    void aSecretIsGoodForOneClientAtATime() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        ada.lose();

        SocketIoTestClient first = comeBack(rooms, ada);
        SocketIoTestClient second = comeBack(rooms, ada);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.channel().closeReason()).contains(CloseReason.LOST);
        assertThat(rooms.clientCount()).isEqualTo(1);
    }

    @Test
    void whoIsSomebodyElseByNowStartsAnew() {
        AtomicBoolean loggedOut = new AtomicBoolean();
        Rooms rooms = build(builder(RecoverySettings.DEFAULTS)
                .authenticator(handshake -> loggedOut.get() ? Verdict.of("eve") : Verdict.of("ada")));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        await().untilAsserted(() -> assertThat(ada.received("40{")).hasSize(1));
        ada.lose();

        loggedOut.set(true);

        assertThat(comeBack(rooms, ada).id()).isNotEqualTo(ada.id());
    }

    @Test
    void whatWasSentToARoomBeforeItWasJoinedIsntMissed() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        String pid = ada.pid();
        rooms.to("lobby").emit("news", "before");
        of(rooms, ada).join("lobby");
        of(rooms, ada).join("left");
        rooms.to("lobby").emit("news", "after");
        rooms.to("left").emit("news", "in a room that it has left since");
        of(rooms, ada).leave("left");

        SocketIoTestClient back = comeBack(rooms, pid, Optional.empty());

        assertThat(data(back, "news")).containsExactly("\"after\"");
    }

    @Test
    void whoWasAwayForTooLongStartsAnewAndNothingIsKept() {
        Rooms rooms = build(builder(RecoverySettings.within(Duration.ofMillis(50))));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        long lostAt = System.nanoTime();
        ada.lose();

        await().until(() -> System.nanoTime() - lostAt > Duration.ofMillis(60).toNanos());

        SocketIoTestClient late = comeBack(rooms, ada);
        assertThat(late.id()).isNotEqualTo(ada.id());
        assertThat(of(rooms, late).isRecovered()).isFalse();
    }

    @Test
    void whoMissedMoreThanIsKeptStartsAnew() {
        Rooms rooms = build(builder(new RecoverySettings(Duration.ofMinutes(2), 10_000, 10)));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        ada.lose();
        for (int i = 0; i < 100; i++) {
            rooms.toAll().emit("news", "x".repeat(100));
        }

        assertThat(of(rooms, comeBack(rooms, ada)).isRecovered()).isFalse();
    }

    @Test
    void whoMissedMoreThanMayWaitForOneClientStartsAnew() {
        Rooms rooms = build(builder(RecoverySettings.DEFAULTS)
                .limits(Limits.DEFAULTS.withMaxWaitingBytes(10_000).withDrainTimeout(Duration.ofMillis(500))));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        SocketIoTestClient bob = SocketIoTestClient.connect(rooms, "bob");
        of(rooms, ada).join("busy");
        ada.lose();
        bob.lose();
        for (int i = 0; i < 100; i++) {
            rooms.to("busy").emit("news", "x".repeat(100));
        }

        assertThat(of(rooms, comeBack(rooms, ada)).isRecovered()).isFalse();
        assertThat(of(rooms, comeBack(rooms, bob)).isRecovered()).isTrue();
    }

    @Test
    void noMoreMayBeAwayThanIsSaid() {
        Rooms rooms = build(builder(new RecoverySettings(Duration.ofMinutes(2), 1 << 20, 2)));
        List<SocketIoTestClient> clients = IntStream.range(0, 3)
                .mapToObj(i -> SocketIoTestClient.connect(rooms, "c" + i))
                .toList();
        clients.forEach(SocketIoTestClient::lose);

        assertThat(clients.stream()
                        .map(client -> of(rooms, comeBack(rooms, client)).isRecovered()))
                .containsExactly(false, true, true);
    }

    @Test
    void withoutRecoveryThereIsNoSecretAndNoOffset() {
        Rooms rooms = build(Rooms.builder().announcements(Announcements.OFF));
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        rooms.toAll().emit("news", 1);

        assertThat(ada.greeting().has("pid")).isFalse();
        assertThat(ada.received("42")).containsExactly("42[\"news\",1]");
    }

    @Test
    void nothingIsLostDoubledOrReorderedWhileClientsComeAndGoUnderLoad() throws Exception {
        Rooms rooms = build(builder(new RecoverySettings(Duration.ofMinutes(2), 1 << 30, 10))
                .limits(Limits.DEFAULTS.withMaxWaitingBytes(1 << 28).withDrainTimeout(Duration.ofMillis(500))));
        int senders = 4;
        int losses = 20;
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        ExecutorService io = Executors.newSingleThreadExecutor();
        Semaphore toSend = new Semaphore(0);
        AtomicBoolean enough = new AtomicBoolean();
        try {
            RecordingChannel channel = new RecordingChannel(Lane.ofThread(io));
            SocketIoTestClient client = SocketIoTestClient.open(rooms, channel, Map.of());
            client.say("40");
            await().untilAsserted(() -> assertThat(client.received("40{")).hasSize(1));
            rooms.toAll().join("lobby");
            List<Future<Integer>> sent = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                String event = "s" + sender;
                sent.add(pool.submit(() -> {
                    int count = 0;
                    for (toSend.acquire(); !enough.get(); toSend.acquire()) {
                        rooms.to("lobby").emit(event, count++);
                    }
                    return count;
                }));
            }
            List<SocketIoTestClient> lives = new ArrayList<>(List.of(client));
            for (int loss = 0; loss < losses; loss++) {
                toSend.release(500);
                // Whatever is on its way when the connection is lost never arrives.
                SocketIoTestClient last = lives.get(lives.size() - 1);
                String pid = last.pid();
                last.channel().close(CloseReason.LOST);
                lives.add(comeBack(rooms, pid, lastOffset(lives)));
            }
            await().until(() -> toSend.availablePermits() == 0);
            enough.set(true);
            toSend.release(senders);
            List<Integer> counts = new ArrayList<>();
            for (Future<Integer> count : sent) {
                counts.add(count.get(60, TimeUnit.SECONDS));
            }
            lives.add(comeBack(rooms, lives.get(lives.size() - 1).pid(), lastOffset(lives)));

            assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(losses * 500);
            for (int sender = 0; sender < senders; sender++) {
                String event = "s" + sender;
                List<String> got = lives.stream()
                        .flatMap(life -> data(life, event).stream())
                        .toList();
                assertThat(got)
                        .as(event)
                        .isEqualTo(IntStream.range(0, counts.get(sender))
                                .mapToObj(String::valueOf)
                                .toList());
            }
        } finally {
            enough.set(true);
            pool.shutdownNow();
            io.shutdownNow();
        }
    }

    private static Optional<String> lastOffset(List<SocketIoTestClient> lives) {
        return lives.stream()
                .map(SocketIoTestClient::offset)
                .flatMap(Optional::stream)
                .reduce((earlier, later) -> later);
    }
}
