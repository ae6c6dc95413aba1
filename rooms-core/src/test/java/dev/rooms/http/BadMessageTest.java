package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static dev.rooms.http.Calls.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §4: 400 for malformed JSON or invalid fields, all named at once")
class BadMessageTest {
    private final Rooms rooms = Rooms.create();
    private final Calls calls = new Calls(rooms);
    private TestClient ada;

    @BeforeEach
    void connect() {
        ada = TestClient.connect(rooms, "ada");
        ada.join("lobby");
    }

    @AfterEach
    void nothingWasDeliveredAndTheOthersAreStillServed() {
        assertThat(ada.received("message-reply")).isEmpty();
        assertThat(calls.post("/messages/broadcast", MESSAGE).status()).isEqualTo(201);
        assertThat(ada.received("message-reply")).hasSize(1);
        rooms.close();
    }

    /** Both ways in read alike; the client is named by its path. */
    private Calls.Answer refused(String path, byte[] body) {
        String target = path.equals("direct") ? "/messages/" + ada.id() : "/messages/broadcast";
        Calls.Answer answer = calls.call("POST", target, Map.of("content-type", "application/json"), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.json().path("statusCode").asInt()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo("Bad Request");
        assertThat(answer.json().path("message").isArray()).isTrue();
        assertThat(answer.json().path("message")).isNotEmpty();
        assertThat(answer.json().path("errors").isArray()).isTrue();
        return answer;
    }

    private Calls.Answer refused(String path, String body) {
        return refused(path, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void noBody(String path) {
        assertThat(refused(path, "").text()).contains("a body is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void everyMissingFieldIsNamed(String path) {
        Calls.Answer answer = refused(path, "{}");

        assertThat(answer.fields())
                .containsExactly("clientId", "clientName", "id", "message", "messageType", "roomName", "timestamp");
        assertThat(answer.json().path("message")).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void missingBlankWrongTypedAndUnknownFieldsAreAllNamedAtOnce(String path) {
        Calls.Answer answer = refused(
                path,
                "{\"id\":\" \",\"clientId\":7,\"clientName\":null,\"roomName\":[\"lobby\"],\"message\":{},"
                        + "\"messageType\":\"text\",\"replyToSender\":\"yes\",\"timestamp\":\"yesterday\",\"__proto__\":{},"
                        + "\"extra\":1}");

        assertThat(answer.fields())
                .containsExactly(
                        "__proto__",
                        "clientId",
                        "clientName",
                        "extra",
                        "id",
                        "message",
                        "replyToSender",
                        "roomName",
                        "timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void aRoomNameOf257CharactersIsNamedWithItsLimit(String path) {
        Calls.Answer answer = refused(path, message("r".repeat(257), "backend", ""));

        assertThat(answer.fields()).containsExactly("roomName");
        assertThat(answer.text()).contains("256").contains("257");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void aRoomNameOverItsLimitIsNamedAlongWithTheOthers(String path) {
        Calls.Answer answer =
                refused(path, message("r".repeat(257), " ", ",\"extra\":1").replace("2026", "year"));

        assertThat(answer.fields()).containsExactly("clientId", "extra", "roomName", "timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "lob\\u0000by", "a\\nb", "a\\u009fb", "\\u007f"})
    void aRoomNameWithControlCharactersIsRefused(String roomName) {
        assertThat(refused("broadcast", message(roomName, "backend", "")).fields())
                .containsExactly("roomName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void aLoneSurrogateIsRefused(String path) {
        assertThat(refused(path, message("lobby", "\\ud800", "")).fields()).containsExactly("clientId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void aLoneSurrogateIsNamedAlongWithTheOtherFieldsThatAreWrong(String path) {
        Calls.Answer answer = refused(path, message(" ", "\\ud800", ",\"extra\":1,\"replyToSender\":\"\\udc00\""));

        assertThat(answer.fields()).containsExactly("clientId", "extra", "replyToSender", "roomName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "a\\udc00b", "\\udc00\\ud800"})
    void aKeyThatIsNoUnicodeIsRefusedAndNotEchoed(String key) {
        Calls.Answer answer = refused("broadcast", message("lobby", "backend", ",\"" + key + "\":\"" + key + "\""));

        assertThat(answer.text()).doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "direct"})
    void aKeyThatIsThereTwiceIsRefused(String path) {
        assertThat(refused(path, message("lobby", "backend", ",\"roomName\":\"kitchen\""))
                        .text())
                .contains("roomName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{\"id\":}",
                "{'id':1}",
                "undefined",
                "{} {}",
                "NaN",
                " ",
                "\u0000",
                "{\"id\":\"\u0000\"}"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        refused("broadcast", body);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    @DisplayName("HOSTILE 19: deep nesting is an error, never a StackOverflowError")
    void deepNestingIsRefused(int depth) {
        refused("broadcast", "[".repeat(depth));
        refused("broadcast", "{\"a\":".repeat(depth));
        refused("direct", message("lobby", "backend", ",\"x\":" + "[".repeat(depth) + "]".repeat(depth)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000})
    @DisplayName("HOSTILE 19: a number of a million digits is an error, never a hang")
    void aHugeNumberIsRefused(int digits) {
        refused("broadcast", message("lobby", "backend", ",\"x\":" + "9".repeat(digits)));
    }

    @ParameterizedTest
    @ValueSource(bytes = {(byte) 0xff, (byte) 0xc0, (byte) 0x80, (byte) 0xed})
    void whatIsNoUtf8IsRefused(byte wrong) {
        byte[] body = MESSAGE.getBytes(StandardCharsets.UTF_8);
        body[MESSAGE.indexOf("backend")] = wrong;

        assertThat(refused("broadcast", body).text()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF_16LE", "UTF_16BE"})
    void utf16IsRefused(String charset) {
        refused("broadcast", MESSAGE.getBytes(java.nio.charset.Charset.forName(charset.replace('_', '-'))));
    }
}
