package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.EventOption;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §2: what one sender sends to one room, every receiver sees in that order, and nothing twice. */
class OrderTest {
    private static final int SENDERS = 4;
    private static final int NOTES = 2_000;

    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withMaxWaitingEvents(NOTES + 1))
            .build();
    private final List<ExecutorService> ioThreads =
            List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
    private final List<Lane> lanes =
            List.of(Lane.ofThread(ioThreads.get(0)), Lane.ofThread(ioThreads.get(1)), Lane.inPlace());
    private final ExecutorService pool = Executors.newCachedThreadPool();

    /** The number that a sender counts its notes with. */
    public record Note(String sender, int number) {}

    @BeforeEach
    void handleNotes() {
        rooms.on("fast", Note.class, this::pass, EventOption.NON_BLOCKING);
        rooms.on("slow", Note.class, (client, note) -> {
            Thread.onSpinWait();
            pass(client, note);
        });
        rooms.on(
                "slow-to-two",
                Note.class,
                (client, note) -> client.to("a").to("also nobody").emit("note", note));
    }

    private void pass(Client client, Note note) {
        client.to("a").emit("note", note);
    }

    @AfterEach
    void stop() {
        rooms.close();
        pool.shutdownNow();
        ioThreads.forEach(ExecutorService::shutdownNow);
    }

    @Test
    @DisplayName("Several senders, several lanes, blocking and other handlers, while members join and leave")
    void eachSendersNotesReachEachMemberInOrder() throws Exception {
        List<TestClient> members = connect("member", 9);
        List<TestClient> churners = connect("churner", 6);
        List<TestClient> outsiders = connect("outsider", 3);
        List<TestClient> senders = connect("sender", SENDERS);
        for (int i = 0; i < members.size(); i++) {
            TestClient.of(rooms, "member" + i).join("a");
        }
        for (int i = 0; i < outsiders.size(); i++) {
            TestClient.of(rooms, "outsider" + i).join("b");
        }

        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < churners.size(); i++) {
            Client churner = TestClient.of(rooms, "churner" + i);
            work.add(pool.submit(() -> {
                while (!over.get()) {
                    churner.join("a");
                    Thread.onSpinWait();
                    churner.leave("a");
                }
            }));
        }
        List<String> kinds = List.of("fast", "slow", "fast", "fast", "slow-to-two");
        List<Future<?>> sending = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            TestClient sender = senders.get(s);
            String name = "sender" + s;
            sending.add(pool.submit(() -> {
                for (int n = 0; n < NOTES; n++) {
                    sender.send(kinds.get(n % kinds.size()), "{\"sender\":\"" + name + "\",\"number\":" + n + "}");
                }
            }));
        }
        for (Future<?> share : sending) {
            share.get();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(members)
                        .allSatisfy(member ->
                                assertThat(member.channel().frames()).hasSizeGreaterThanOrEqualTo(SENDERS * NOTES)));
        over.set(true);
        for (Future<?> share : work) {
            share.get();
        }

        assertThat(members).allSatisfy(member -> {
            requireOrder(member);
            assertThat(member.channel().frames()).hasSize(SENDERS * NOTES);
        });
        assertThat(churners).allSatisfy(OrderTest::requireOrder);
        assertThat(churners).anyMatch(churner -> !churner.channel().frames().isEmpty());
        assertThat(outsiders).allMatch(outsider -> outsider.channel().frames().isEmpty());
        assertThat(senders).allMatch(sender -> sender.channel().frames().isEmpty());
    }

    @Test
    void whatOneThreadEmitsToARoomAndToOneOfItsMembersArrivesInThatOrder() {
        List<TestClient> members = connect("member", 6);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Client client = TestClient.of(rooms, "member" + i);
            client.join("a");
            clients.add(client);
        }
        for (int n = 0; n < 3_000; n += 3) {
            rooms.to("a").emit("note", new Note("server", n));
            for (Client client : clients) {
                client.emit("note", new Note("server", n + 1));
            }
            rooms.toAll().emit("note", new Note("server", n + 2));
        }
        await().untilAsserted(() ->
                assertThat(members).allMatch(member -> member.channel().frames().size() == 3_000));
        assertThat(members).allSatisfy(OrderTest::requireOrder);
    }

    @Test
    void whatWasSentBeforeADisconnectArrivesBeforeTheClose() {
        List<Runnable> ioTasks = new ArrayList<>();
        TestClient ada = TestClient.connect(rooms, "ada", new RecordingChannel(Lane.ofThread(ioTasks::add)));
        TestClient.of(rooms, "ada").emit("bye", 2);
        TestClient.of(rooms, "ada").disconnect();

        ioTasks.forEach(Runnable::run);

        assertThat(ada.received("bye")).hasSize(1);
        assertThat(ada.channel().closeReason()).contains(CloseReason.NORMAL);
    }

    private List<TestClient> connect(String name, int count) {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(TestClient.connect(rooms, name + i, new RecordingChannel(lanes.get(i % lanes.size()))));
        }
        return clients;
    }

    private static void requireOrder(TestClient client) {
        Map<String, Integer> last = new HashMap<>();
        for (JsonNode note : client.received("note")) {
            int number = note.path("number").intValue();
            Integer before = last.put(note.path("sender").textValue(), number);
            assertThat(number).as("the note after number " + before).isGreaterThan(before == null ? -1 : before);
        }
    }
}
