package dev.rooms.gateway;

import static dev.rooms.gateway.Asked.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §2: messages, who receives them, and that they arrive as they were. */
class MessagesTest {
    private Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient connect(String name) {
        return TestClient.connect(rooms, name);
    }

    private String idOf(String name) {
        return TestClient.of(rooms, name).id();
    }

    @Test
    void reachEveryoneInTheRoomButTheSender() {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient eve = connect("eve");
        TestClient.of(rooms, "ada").join("a");
        TestClient.of(rooms, "bob").join("a");
        String message = message("a", "");
        ada.send("message", message);
        assertThat(bob.takeOnly()).isEqualTo("{\"event\":\"message-reply\",\"data\":" + message + "}");
        assertThat(ada.channel().frames()).isEmpty();
        assertThat(eve.channel().frames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  '\"replyToSender\":true',  2",
        "true,  '\"replyToSender\":false', 1",
        "true,  '\"replyToSender\":null',  1",
        "false, '\"replyToSender\":true',  1",
        "false, '\"replyToSender\":false', 1"
    })
    void reachTheSenderWhenItAsksForItAndIsInTheRoom(boolean isMember, String replyToSender, int recipients) {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient.of(rooms, "bob").join("a");
        if (isMember) {
            TestClient.of(rooms, "ada").join("a");
        }
        ada.send("message", message("a", "," + replyToSender), "7");
        assertThat(bob.received("message-reply")).hasSize(1);
        assertThat(ada.received("message-reply")).hasSize(recipients - 1);
        assertThat(ada.channel().texts())
                .endsWith("{\"event\":\"ack\",\"data\":{\"success\":true,\"roomName\":\"a\",\"recipients\":"
                        + recipients + "},\"ackId\":7}");
    }

    @Test
    @DisplayName("HOSTILE 21: a forged clientId: the connection decides who sent")
    void comeFromTheConnectionNeverFromTheClientIdThatTheyClaim() {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient.of(rooms, "ada").join("a");
        TestClient.of(rooms, "bob").join("a");
        String forged = message("a", "").replace("\"clientId\":\"x\"", "\"clientId\":\"" + idOf("bob") + "\"");
        ada.send("message", forged);
        assertThat(bob.received("message-reply")).hasSize(1);
        assertThat(ada.channel().frames()).isEmpty();
    }

    @Test
    @DisplayName("CONTRACT §1: forwards the JSON that it validated; doesn't invent, drop or reorder fields")
    void areForwardedAsTheyWereWritten() {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient.of(rooms, "bob").join("a");
        String text = "h\\u00e9 \\\"x\\\" \\/ \ud83d\ude00 \u65e5 \\n" + "x".repeat(100_000);
        String message = "{ \"timestamp\" : \"2026-01-31T13:00:00.000+01:00\",\"replyToSender\":null , \"message\":\""
                + text + "\",\t\"messageType\":\"\\u0074ext\",\"roomName\":\"a\",\"clientName\":\"X\","
                + "\"clientId\":\"x\",\"id\":\"1\" }";
        ada.send("message", message);
        assertThat(bob.takeOnly()).isEqualTo("{\"event\":\"message-reply\",\"data\":" + message + "}");
    }

    @Test
    void toARoomThatNobodyIsInReachNobody() {
        TestClient ada = connect("ada");
        ada.send("message", message("nowhere", ",\"replyToSender\":true"), "1");
        assertThat(ada.received("ack").get(0).path("recipients").intValue()).isZero();
        assertThat(rooms.registry().roomCount()).isZero();
    }

    @Test
    void withWrongFieldsAreRefusedWithAllOfThemNamed() {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient.of(rooms, "bob").join("a");
        ada.send(
                "message",
                "{\"id\":\"\",\"clientId\":7,\"roomName\":\"a\",\"message\":\" \",\"messageType\":null,"
                        + "\"replyToSender\":\"yes\",\"timestamp\":\"yesterday\",\"extra\":1,\"__proto__\":{}}",
                "7");
        JsonNode error = ada.received("error").get(0);
        assertThat(error.path("event").textValue()).isEqualTo("message");
        assertThat(error.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "id",
                        "clientId",
                        "clientName",
                        "message",
                        "messageType",
                        "replyToSender",
                        "timestamp",
                        "extra",
                        "__proto__");
        assertThat(ada.received("ack").get(0).path("success").booleanValue()).isFalse();
        assertThat(ada.received()).hasSize(2);
        assertThat(bob.channel().frames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000", "\\t"})
    void toARoomWhoseNameIsNoneAreRefused(String room) {
        TestClient ada = connect("ada");
        ada.send("message", message(room, ""), "7");
        assertThat(ada.received("error").get(0).path("errors").findValuesAsText("field"))
                .containsExactly("roomName");
        assertThat(ada.received("ack").get(0).path("success").booleanValue()).isFalse();
    }
}
