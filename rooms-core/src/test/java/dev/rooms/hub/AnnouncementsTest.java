package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §2: client-connected and client-disconnected, and how they can be bounded. */
class AnnouncementsTest {
    private final List<Rooms> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Rooms::close);
    }

    private Rooms rooms(Announcements announcements) {
        Rooms rooms = Rooms.builder().announcements(announcements).build();
        opened.add(rooms);
        return rooms;
    }

    private static List<String> names(List<JsonNode> news) {
        return news.stream().map(item -> item.path("clientName").textValue()).toList();
    }

    @Test
    void everyoneHearsOfEveryoneTheNewOneIncludedByDefault() {
        Rooms rooms = Rooms.create();
        opened.add(rooms);
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        assertThat(names(ada.received("client-connected"))).containsExactly("ada", "bob");
        assertThat(names(bob.received("client-connected"))).containsExactly("bob");
        assertThat(ada.channel().texts().get(0))
                .isEqualTo("{\"event\":\"client-connected\",\"data\":{\"clientId\":\"" + ada.id()
                        + "\",\"clientName\":\"ada\",\"message\":\"Client connected\"}}");

        ada.close();
        assertThat(bob.channel().texts().get(1))
                .isEqualTo("{\"event\":\"client-disconnected\",\"data\":{\"clientId\":\"" + ada.id()
                        + "\",\"clientName\":\"ada\",\"message\":\"Client disconnected\"}}");
        assertThat(ada.received("client-disconnected")).isEmpty();
    }

    @Test
    @DisplayName("CONTRACT §2: bounded to the rooms that a client is in")
    void onlyTheMembersOfItsRoomsHearOfAClientThatLeavesOnce() {
        Rooms rooms = rooms(Announcements.ROOMS);
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        TestClient eve = TestClient.connect(rooms, "eve");
        assertThat(names(ada.received("client-connected"))).containsExactly("ada");
        for (String room : List.of("a", "b")) {
            ada.join(room);
            bob.join(room);
        }
        eve.join("c");
        ada.close();
        assertThat(names(bob.received("client-disconnected"))).containsExactly("ada");
        assertThat(eve.received("client-disconnected")).isEmpty();
        eve.close();
        assertThat(bob.received("client-disconnected")).hasSize(1);
    }

    @Test
    void nobodyHearsAnythingWhenTheyAreOff() {
        Rooms rooms = rooms(Announcements.OFF);
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("a");
        bob.join("a");
        bob.close();
        assertThat(ada.received())
                .extracting(event -> event.path("event").asText())
                .containsExactly("ack");
        assertThat(rooms.toAll().emit("news", 1)).as("it counts among everyone").isOne();
    }

    @Test
    @DisplayName(
            "CONTRACT §2: whoever goes while a new client hears that it is connected is announced to it, after that")
    void whoeverGoesWhileANewClientHearsOfItselfIsAnnouncedToIt() {
        Rooms rooms = rooms(Announcements.EVERYONE);
        TestClient ada = TestClient.connect(rooms, "ada");
        RecordingChannel channel = new RecordingChannel();
        channel.whenSent(frame -> ada.close());
        TestClient bob = TestClient.connect(rooms, "bob", channel);
        assertThat(bob.received())
                .extracting(event -> event.path("event").asText() + " "
                        + event.path("data").path("clientName").asText())
                .containsExactly("client-connected bob", "client-disconnected ada");
    }

    @Test
    void itsOwnClientConnectedIsTheFirstThatAClientReceivesWhateverIsSentMeanwhile() {
        Rooms rooms = rooms(Announcements.EVERYONE);
        ExecutorService ioThread = Executors.newSingleThreadExecutor();
        ExecutorService talker = Executors.newSingleThreadExecutor();
        try {
            rooms.onConnect((client, handshake) -> client.emit("welcome", client.id()));
            talker.execute(() -> {
                for (int i = 0; i < 600; i++) {
                    rooms.toAll().emit("noise", 1);
                }
            });
            List<TestClient> clients = new ArrayList<>();
            Lane lane = Lane.ofThread(ioThread);
            for (int i = 0; i < 30; i++) {
                RecordingChannel channel = i % 2 == 0 ? new RecordingChannel() : new RecordingChannel(lane);
                clients.add(TestClient.connect(rooms, "c" + i, channel));
            }
            talker.shutdownNow();
            await().untilAsserted(() -> assertThat(clients)
                    .allMatch(client -> client.received("welcome").size() == 1));
            assertThat(clients).allSatisfy(client -> {
                JsonNode first = client.received().get(0);
                assertThat(first.path("event").asText()).isEqualTo("client-connected");
                assertThat(first.path("data").path("clientId"))
                        .isEqualTo(client.received("welcome").get(0));
            });
        } finally {
            talker.shutdownNow();
            rooms.close();
            ioThread.shutdownNow();
        }
    }
}
