package dev.rooms.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients must not be able to do with a text. */
@DisplayName("CONTRACT §3: what isn't an envelope gets an error event, and the connection stays open")
class BadInputTest {
    private Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient connect(String name) {
        return TestClient.connect(rooms, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "null",
                "7",
                "\"join-room\"",
                "[]",
                "{",
                "{}",
                "{}{}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}} x",
                "{'event':'join-room'}",
                "{\"event\":7,\"data\":{\"roomName\":\"a\"}}",
                "{\"event\":\"\"}",
                "{\"event\":null}",
                "{\"data\":{\"roomName\":\"a\"}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"},\"room\":\"a\"}",
                "{\"event\":\"join-room\",\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"b\",\"roomName\":\"a\"}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"},\"ackId\":{}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"},\"ackId\":1.5}",
                "\u0000",
                "{\"event\":\"join\u0000room\"}",
                "\ufeff{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\"}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"a\",}}",
                "{\"event\":\"join-room\",\"data\":{\"roomName\":NaN}}",
                "{\"event\":\"join-room\",/**/\"data\":{\"roomName\":\"a\"}}"
            })
    void aBadEnvelopeIsAnsweredWithAnErrorAndTheNextIsServed(String text) {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        ada.session().text(text);
        assertThat(ada.received()).hasSize(1);
        assertThat(ada.received("error").get(0).path("message").textValue()).isNotBlank();
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(bob.channel().frames()).isEmpty();
        ada.join("b");
        assertThat(ada.received("ack")).hasSize(1);
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    @DisplayName("HOSTILE 19: JSON 100,000 deep: an error, never a StackOverflowError")
    void deepNestingIsAnError(int depth) {
        UnaryOperator<String> inData = value -> "{\"event\":\"join-room\",\"data\":" + value + "}";
        for (String text : List.of(
                "[".repeat(depth),
                "{\"a\":".repeat(depth),
                inData.apply("[".repeat(depth) + "]".repeat(depth)),
                inData.apply("{\"roomName\":" + "[{\"a\":".repeat(depth / 2) + "1" + "}]".repeat(depth / 2) + "}"),
                "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
                "{\"event\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
                "{\"ackId\":" + "[".repeat(depth) + "]".repeat(depth) + "}")) {
            TestClient ada = connect("ada" + text.hashCode());
            ada.session().text(text);
            assertThat(ada.received()).hasSize(1);
            assertThat(ada.received("error")).hasSize(1);
            assertThat(ada.channel().texts().get(0)).hasSizeLessThan(1_000);
        }
    }

    @Test
    @DisplayName("HOSTILE 19: a number of 10^6 digits: an error, never a hang")
    void anEndlessNumberIsAnError() {
        String digits = "9".repeat(1_000_000);
        TestClient ada = connect("ada");
        for (String number : List.of(digits, "-" + digits, "0." + digits, "1e" + digits, digits + "e" + digits)) {
            ada.channel().clear();
            ada.send("join-room", number);
            ada.send("join-room", "{\"roomName\":" + number + "}");
            ada.send("join-room", "{\"roomName\":\"a\"}", number);
            ada.session().text("{\"event\":" + number + "}");
            ada.session().text("{\"event\":\"join-room\",\"x\":" + number + "}");
            assertThat(ada.received("error")).hasSize(5);
            assertThat(ada.channel().texts()).allMatch(text -> text.length() < 2_000);
        }
        ada.send("join-room", "{\"roomName\":1e999999999}");
        ada.send("join-room", "1E+999999999");
        assertThat(ada.received("error")).hasSize(7);
        assertThat(ada.channel().texts()).allMatch(text -> text.length() < 2_000);
        assertThat(rooms.registry().roomCount()).isZero();
    }
}
