package dev.rooms.hub;

import static dev.rooms.hub.Returns.clientOf;
import static dev.rooms.hub.Returns.comeBack;
import static dev.rooms.hub.Returns.data;
import static dev.rooms.hub.Returns.recovering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.SocketIoTestClient;
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

    private Rooms build(RoomsBuilder builder) {
        Rooms rooms = builder.build();
        opened.add(rooms);
        return rooms;
    }

    private Rooms rooms() {
        return build(recovering(RecoverySettings.DEFAULTS));
    }

    @Test
    void aClientComesBackWithItsIdItsRoomsAndWhatItMissedInOrder() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        clientOf(rooms, ada).join("lobby");
        clientOf(rooms, ada).attributes().put("language", "en");
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
        assertThat(clientOf(rooms, back).rooms()).containsExactly("lobby");
        assertThat(clientOf(rooms, back).isRecovered()).isTrue();
        assertThat(clientOf(rooms, back).name()).isEqualTo("ada");
        assertThat(clientOf(rooms, back).attributes()).containsEntry("language", "en");
    }

    @Test
    void eachEventHasItsOffsetAsItsLastArgument() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");

        rooms.toAll().emit("news", 1);
        clientOf(rooms, ada).emit("news", 2);

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
        clientOf(rooms, ada).join("lobby");
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
        clientOf(rooms, client).join("lobby");
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
        clientOf(rooms, ada).join("lobby");
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

    @Test
    void whoIsLostAgainBeforeItHasJoinedItsRoomsAgainFindsThemTheNextTime() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        clientOf(rooms, ada).join("lobby");
        ada.lose();
        RecordingChannel channel = new RecordingChannel();
        channel.whenSent(frame -> {
            if (frame.text().startsWith("40{")) {
                channel.close(CloseReason.LOST);
            }
        });
        SocketIoTestClient.open(rooms, channel, Map.of()).say("40{\"pid\":\"" + ada.pid() + "\"}");
        rooms.to("lobby").emit("news", 1);

        SocketIoTestClient back = comeBack(rooms, ada.pid(), Optional.empty());

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(clientOf(rooms, back).rooms()).containsExactly("lobby");
        assertThat(data(back, "news")).containsExactly("1");
    }

    /** What it missed the first time is forgotten while it is away the second time, each time for less than it may be. */
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
    void whatWasSentToARoomBeforeItWasJoinedIsntMissed() {
        Rooms rooms = rooms();
        SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");
        String pid = ada.pid();
        rooms.to("lobby").emit("news", "before");
        clientOf(rooms, ada).join("lobby");
        clientOf(rooms, ada).join("left");
        rooms.to("lobby").emit("news", "after");
        rooms.to("left").emit("news", "in a room that it has left since");
        clientOf(rooms, ada).leave("left");

        SocketIoTestClient back = comeBack(rooms, pid, Optional.empty());

        assertThat(data(back, "news")).containsExactly("\"after\"");
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
        Rooms rooms = build(recovering(new RecoverySettings(Duration.ofMinutes(2), 1 << 30, 10))
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
