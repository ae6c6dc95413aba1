package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CONTRACT §2: messages and channel updates, who receives them, and that they arrive as they were. */
abstract class MessageContract extends TransportCases {
    MessageContract(TransportContract transport) {
        super(transport);
    }

    @Test
    void aMessageReachesEveryoneInTheRoomButItsSender() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        List<KitClient> others = List.of(stage.member("lobby"), stage.member("lobby"));
        KitClient elsewhere = stage.member("elsewhere");
        String message = Payloads.message("lobby", "Hello");

        ada.send("message", message);

        for (KitClient other : others) {
            assertThat(other.next("message-reply").text())
                    .isEqualTo("{\"event\":\"message-reply\",\"data\":" + message + "}");
        }
        assertThat(ada.fence()).isEmpty();
        assertThat(elsewhere.fence()).isEmpty();
    }

    @Test
    void theSenderHearsItTooWhenItAsksForThat() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        KitClient bob = stage.member("lobby");

        ada.send("message", Payloads.messageForAll("lobby", "Hello"));

        assertThat(ada.next("message-reply").field("message")).isEqualTo("Hello");
        assertThat(bob.next("message-reply").field("message")).isEqualTo("Hello");
    }

    @Test
    void aSenderThatIsNotInTheRoomDoesNotHearItEvenWhenItAsks() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect();
        KitClient bob = stage.member("lobby");

        ada.send("message", Payloads.messageForAll("lobby", "Hello"));

        bob.next("message-reply");
        assertThat(ada.fence()).isEmpty();
    }

    @Test
    void aSenderNeedNotBeAMember() throws Exception {
        Stage stage = serve();
        KitClient bob = stage.member("lobby");

        stage.connect().send("message", Payloads.message("lobby", "Hello"));

        assertThat(bob.next("message-reply").field("message")).isEqualTo("Hello");
    }

    @Test
    void anAcknowledgementSaysHowManyReceivedIt() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        stage.member("lobby");
        stage.member("lobby");

        ada.send("message", Payloads.message("lobby", "Hello"), "1");
        assertThat(ada.next("ack").text())
                .isEqualTo(
                        "{\"event\":\"ack\",\"data\":{\"success\":true,\"roomName\":\"lobby\",\"recipients\":2},\"ackId\":1}");
        ada.send("message", Payloads.messageForAll("lobby", "Hello"), "\"two\"");
        assertThat(ada.next("message-reply").field("message")).isEqualTo("Hello");
        assertThat(ada.next("ack").data().path("recipients").asInt()).isEqualTo(3);
        ada.send("message", Payloads.message("nobody-here", "Hello"), "3");
        assertThat(ada.next("ack").data().path("recipients").asInt()).isZero();
    }

    @Test
    void aMessageWithoutAnAckIdIsNotAcknowledged() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");

        assertThat(ada.answersTo("{\"event\":\"message\",\"data\":" + Payloads.message("lobby", "Hello") + "}"))
                .isEmpty();
        assertThat(ada.answersTo(
                        "{\"event\":\"message\",\"data\":" + Payloads.message("lobby", "Hello") + ",\"ackId\":null}"))
                .isEmpty();
    }

    @Test
    void aChannelUpdateReachesEveryoneInTheRoomItsSenderIncluded() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        KitClient bob = stage.member("lobby");
        String update = Payloads.update("lobby", "moved");

        ada.send("channels", update, "9");

        for (KitClient member : List.of(ada, bob)) {
            assertThat(member.next("resource-update").text())
                    .isEqualTo("{\"event\":\"resource-update\",\"data\":" + update + "}");
        }
        KitEvent ack = ada.next("ack");
        assertThat(ack.data().path("recipients").asInt()).isEqualTo(2);
        assertThat(ack.field("roomName")).isEqualTo("lobby");
    }

    static List<String> messagesInUnusualDress() {
        ObjectNode reversed = Payloads.messageNode("lobby", "Hello");
        return List.of(
                // Another order of fields, blanks, escapes that needn't be, numbers of hundredths.
                "{ \"timestamp\" : \"2026-01-31T12:00:00.000+01:00\",\t\"message\":\"\\u0048\\/\\u00e9\\ud83d\\ude00\", "
                        + "\"messageType\":\"t\",\"roomName\":\"lobby\",\"clientName\":\"n\",\"clientId\":\"c\",\"id\":\"1\" }",
                reversed.put("message", "Žluťoučký kůň 😀 👩‍👩‍👧 \u2028 العربية 漢字")
                        .toString(),
                reversed.put("message", "\"quotes\" and \\ and </script> and \u007f")
                        .toString(),
                reversed.put("message", "line\nbreak\ttab\u0001").toString(),
                reversed.put("message", "__proto__")
                        .put("messageType", "constructor")
                        .toString());
    }

    @ParameterizedTest
    @MethodSource("messagesInUnusualDress")
    void theJsonArrivesAsItWasSent(String message) throws Exception {
        Stage stage = serve();
        KitClient bob = stage.member("lobby");

        stage.connect().send("message", message);

        assertThat(bob.next("message-reply").text())
                .isEqualTo("{\"event\":\"message-reply\",\"data\":" + message + "}");
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void textsOf100KilobytesArriveAsTheyWere(String text) throws Exception {
        Stage stage = serve();
        KitClient bob = stage.member("lobby");

        stage.connect().send("message", Payloads.message("lobby", text));

        // Not isEqualTo: a failure would print both.
        assertThat(bob.next("message-reply").field("message").equals(text)).isTrue();
    }

    static List<String> longTexts() {
        return List.of("x".repeat(100 * 1024), "é".repeat(50 * 1024), "a😀".repeat(20 * 1024), "漢".repeat(33 * 1024));
    }

    @Test
    void anEventOfTheEmbeddersOwnIsHandledAndAcknowledged() throws Exception {
        record Typing(String room) {}
        Stage stage = serve();
        stage.rooms()
                .on(
                        "typing",
                        Typing.class,
                        (client, typing) -> client.to(typing.room()).emit("typing", typing));
        KitClient ada = stage.connect();
        KitClient bob = stage.member("lobby");

        ada.send("typing", "{\"room\":\"lobby\"}", "5");

        assertThat(bob.next("typing").text()).isEqualTo("{\"event\":\"typing\",\"data\":{\"room\":\"lobby\"}}");
        assertThat(ada.next("ack").text()).isEqualTo("{\"event\":\"ack\",\"data\":{\"success\":true},\"ackId\":5}");
    }
}
