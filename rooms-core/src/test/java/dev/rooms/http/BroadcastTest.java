package dev.rooms.http;

import static dev.rooms.http.Calls.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: POST /messages/broadcast")
class BroadcastTest {
    private final Rooms rooms = Rooms.create();
    private final Calls calls = new Calls(rooms);

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void everyoneInTheRoomReceivesMessageReplyAndNobodyElse() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        TestClient eve = TestClient.connect(rooms, "eve");
        ada.join("lobby");
        bob.join("lobby");
        eve.join("kitchen");

        Calls.Answer answer = calls.post("/messages/broadcast", message("lobby", "backend", ""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"roomName\":\"lobby\",\"recipients\":2}");
        assertThat(ada.received("message-reply")).hasSize(1);
        assertThat(bob.received("message-reply")).hasSize(1);
        assertThat(eve.received("message-reply")).isEmpty();
    }

    @Test
    void theVeryTextOfTheBodyIsForwarded() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("lobby");
        ada.channel().clear();
        String body = message("lobby", "backend", ",  \"replyToSender\" :\tfalse");

        calls.post("/messages/broadcast", "\n" + body + "\r\n");

        assertThat(ada.channel().texts()).containsExactly("{\"event\":\"message-reply\",\"data\":" + body + "}");
    }

    @Test
    void theClientThatTheBodyNamesIsLeftOut() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("lobby");
        bob.join("lobby");

        Calls.Answer answer = calls.post("/messages/broadcast", message("lobby", ada.id(), ""));

        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
        assertThat(ada.received("message-reply")).isEmpty();
        assertThat(bob.received("message-reply")).hasSize(1);
    }

    @Test
    void theClientThatTheBodyNamesReceivesItTooWhenReplyToSenderIsTrue() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("lobby");

        Calls.Answer answer =
                calls.post("/messages/broadcast", message("lobby", ada.id(), ", \"replyToSender\": true"));

        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
        assertThat(ada.received("message-reply")).hasSize(1);
    }

    @Test
    void aClientThatTheBodyNamesButThatIsElsewhereChangesNoCount() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        bob.join("lobby");

        Calls.Answer answer = calls.post("/messages/broadcast", message("lobby", ada.id(), ""));

        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
        assertThat(ada.received("message-reply")).isEmpty();
    }

    @Test
    void aRoomWithoutMembersIsNoError() {
        Calls.Answer answer = calls.post("/messages/broadcast", message("nowhere", "backend", ""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"roomName\":\"nowhere\",\"recipients\":0}");
        assertThat(rooms.registry().roomCount()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 20: a room named like a client's id reaches no client")
    void aRoomNamedLikeAClientIsOnlyARoom() {
        TestClient ada = TestClient.connect(rooms, "ada");

        Calls.Answer answer = calls.post("/messages/broadcast", message(ada.id(), "backend", ""));

        assertThat(answer.json().path("recipients").asInt()).isZero();
        assertThat(ada.received("message-reply")).isEmpty();
    }

    @Test
    void aRoomNamedProtoIsARoomLikeAnyOther() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("__proto__");

        Calls.Answer answer = calls.post("/messages/broadcast", message("__proto__", "backend", ""));

        assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
        assertThat(calls.get("/rooms/__proto__").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aHundredKilobytesOfTextArriveAsTheyWere() {
        try (Rooms quiet = Rooms.builder().announcements(Announcements.OFF).build()) {
            TestClient ada = TestClient.connect(quiet, "ada");
            ada.join("lobby");
            String text = "é👋\\n\\\"".repeat(15_000);

            new Calls(quiet)
                    .post("/messages/broadcast", message("lobby", "backend", "").replace("Hello", text));

            assertThat(ada.channel().texts().get(1)).contains(text);
        }
    }
}
