package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §2 and §3: wrong input is answered with an {@code error} event, and the connection stays open. */
abstract class BadInputContract extends TransportCases {
    BadInputContract(TransportContract transport) {
        super(transport);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "not json",
                "{'event':'join-room'}",
                "{\"event\":\"join-room\"",
                "{\"event\":\"join-room\",}",
                "{\"event\":\"join-room\",\"data\":NaN}",
                "{\"event\":\"join-room\",\"data\":{}} {}",
                "\u0000",
                "\ufeff{\"event\":\"join-room\"}"
            })
    void whatIsNoJsonIsAnError(String text) throws Exception {
        serve().connect().errorOf(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"join-room\"",
                "null",
                "true",
                "{}",
                "{\"data\":{}}",
                "{\"event\":null}",
                "{\"event\":7}",
                "{\"event\":\"\"}",
                "{\"event\":\"  \"}",
                "{\"event\":[\"message\"]}"
            })
    void whatIsNoEnvelopeIsAnError(String text) throws Exception {
        assertThat(serve().connect().errorOf(text).field("message")).contains("envelope");
    }

    @Test
    void everyWrongFieldOfAnEnvelopeIsNamed() throws Exception {
        KitEvent error = serve().connect()
                .errorOf("{\"event\":\"\",\"ackId\":1.5,\"colour\":\"red\",\"__proto__\":{\"event\":\"message\"}}");

        assertThat(error.wrongFields()).containsExactlyInAnyOrder("event", "ackId", "colour", "__proto__");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "{}", "[1]", "1.0", "1e3"})
    void anAckIdIsAStringOrAnInteger(String ackId) throws Exception {
        KitEvent error = serve().connect().errorOf("{\"event\":\"message\",\"data\":{},\"ackId\":" + ackId + "}");

        assertThat(error.wrongFields()).containsExactly("ackId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no-such-event", "client-connected", "error", "ack", "connect", "disconnect", "__proto__", "é"})
    void anUnknownEventIsAnErrorThatNamesIt(String event) throws Exception {
        KitEvent error = serve().connect().errorOf("{\"event\":\"" + event + "\",\"data\":{}}");

        assertThat(error.field("event")).isEqualTo(event);
        assertThat(error.field("message")).contains(event);
    }

    @Test
    void everyWrongFieldOfAMessageIsNamedAtOnce() throws Exception {
        KitEvent error = serve().connect()
                .errorOf("{\"event\":\"message\",\"data\":{\"id\":\"\",\"clientId\":7,\"roomName\":null,"
                        + "\"messageType\":\"  \",\"message\":[\"x\"],\"replyToSender\":\"yes\","
                        + "\"timestamp\":\"yesterday\",\"colour\":\"red\",\"__proto__\":{}}}");

        assertThat(error.wrongFields())
                .containsExactlyInAnyOrder(
                        "id",
                        "clientId",
                        "clientName",
                        "roomName",
                        "messageType",
                        "message",
                        "replyToSender",
                        "timestamp",
                        "colour",
                        "__proto__");
        assertThat(error.field("event")).isEqualTo("message");
        error.data()
                .path("errors")
                .forEach(wrong -> assertThat(wrong.path("message").asText())
                        .startsWith(wrong.path("field").asText() + " "));
    }

    @Test
    void everyWrongFieldOfAChannelUpdateIsNamedAtOnce() throws Exception {
        KitEvent error =
                serve().connect().errorOf("{\"event\":\"channels\",\"data\":{\"id\":1,\"feature\":\"\",\"more\":2}}");

        assertThat(error.wrongFields())
                .containsExactlyInAnyOrder("id", "feature", "subFeature", "resourceId", "message", "more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "7", "true"})
    void dataThatIsNoObjectIsAnError(String data) throws Exception {
        serve().connect().errorOf("{\"event\":\"message\",\"data\":" + data + "}");
    }

    @Test
    void anAcknowledgementThatWasAskedForSaysThatItFailed() throws Exception {
        List<KitEvent> answers = serve().connect().answersTo("{\"event\":\"message\",\"data\":{},\"ackId\":4}");

        assertThat(answers).extracting(KitEvent::name).containsExactlyInAnyOrder("error", "ack");
        KitEvent ack = answers.get(answers.get(0).name().equals("ack") ? 0 : 1);
        assertThat(ack.ackId().asInt()).isEqualTo(4);
        assertThat(ack.data().path("success").asBoolean(true)).isFalse();
        assertThat(ack.field("error")).isNotBlank();
    }

    static List<String> exhaustingJson() {
        return List.of(
                "[".repeat(10_000) + "]".repeat(10_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "[".repeat(100_000),
                "9".repeat(1_000_000));
    }

    @ParameterizedTest
    @MethodSource("exhaustingJson")
    @DisplayName("HOSTILE 19: JSON that is too deep, or a number too long, is an error")
    void jsonThatWouldExhaustIsAnError(String data) throws Exception {
        Stage stage = serve();
        KitClient client = stage.connect();

        client.errorOf("{\"event\":\"message\",\"data\":" + data + "}");
        client.errorOf(data);

        stage.assertServes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"message\",\"event\":\"join-room\",\"data\":{}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"},\"data\":{\"roomName\":\"b\"}}",
                "{\"event\":\"message\",\"data\":{\"roomName\":\"a\",\"roomName\":\"b\"}}"
            })
    @DisplayName("HOSTILE 19: a key that comes twice is an error")
    void aKeyThatComesTwiceIsAnError(String text) throws Exception {
        serve().connect().errorOf(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "x\\udc00y", "\\ude00\\ud83d"})
    @DisplayName("HOSTILE 19: half a surrogate pair is an error, wherever it is")
    void halfASurrogatePairIsAnError(String half) throws Exception {
        Stage stage = serve();
        KitClient member = stage.member("lobby");
        String message = Payloads.message("lobby", "MARK");

        KitEvent error =
                stage.connect().errorOf("{\"event\":\"message\",\"data\":" + message.replace("MARK", half) + "}");

        assertThat(error.wrongFields()).containsExactly("message");
        assertThat(member.fence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\u0000", "a\\nb", "\\u001b[2J", "a\\u007f", "\\u0085", "\\ud800"})
    @DisplayName("HOSTILE 20: a room's name is free of control characters")
    void aRoomsNameIsFreeOfControlCharacters(String name) throws Exception {
        Stage stage = serve();
        KitClient client = stage.connect();

        assertThat(client.answersTo("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + name + "\"}}"))
                .extracting(KitEvent::name)
                .containsExactlyInAnyOrder("ack", "error");

        assertThat(client.errorOf("{\"event\":\"message\",\"data\":"
                                + Payloads.message("MARK", "Hello").replace("MARK", name) + "}")
                        .wrongFields())
                .containsExactly("roomName");
        assertThat(stage.rooms().registry().roomCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "toString", "../../etc/passwd", "a/b?c#d", "😀", "<script>"})
    void anyOtherNameIsARoomsName(String name) throws Exception {
        Stage stage = serve();
        KitClient member = stage.member(name);

        stage.connect().send("message", Payloads.message(name, "Hello"));

        assertThat(member.next("message-reply").field("roomName")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{\"event\":\"join-room\",\"data\":{\"roomName\":\"lobby\"}}"})
    @DisplayName("CONTRACT §3: a binary message is closed with 1003")
    void aBinaryMessageIsClosedWith1003(String content) throws Exception {
        Stage stage = serve();
        KitClient client = stage.connect();

        client.say(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));

        assertThat(client.awaitClosed().code()).isEqualTo(1003);
        stage.assertServes();
    }

    @Test
    void aClientThatWasWrongIsServedLikeAnyOther() throws Exception {
        Stage stage = serve();
        KitClient member = stage.member("lobby");
        KitClient client = stage.connect();
        ObjectNode wrong = Payloads.messageNode("lobby", "Hello").put("colour", "red");

        for (int i = 0; i < 20; i++) {
            client.send("message", wrong.toString());
            client.say("nonsense");
        }
        client.send("message", Payloads.message("lobby", "at last"));

        assertThat(member.next("message-reply").field("message")).isEqualTo("at last");
        assertThat(client.fence()).hasSize(40).extracting(KitEvent::name).containsOnly("error");
    }
}
