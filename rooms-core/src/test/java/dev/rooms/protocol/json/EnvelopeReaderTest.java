package dev.rooms.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
    private final EnvelopeReader reader = new EnvelopeReader(new Payloads(Validation.find()));

    @Test
    void dataIsKeptAsItWasWritten() {
        String data = "{ \"b\":1.50,\"a\" : [true, {\"x\":\"h\\u00e9 }\"}] }";

        Envelope envelope = reader.read("{\"ackId\":7, \"data\":" + data + " ,\"event\":\"typing\"}");

        assertThat(envelope.event()).isEqualTo("typing");
        assertThat(envelope.data().json()).isEqualTo(new Json(data));
        assertThat(envelope.data().tree().at("/a/1/x").textValue()).isEqualTo("hé }");
        assertThat(envelope.ackId()).isEqualTo(new Json("7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1.50",
                "1E+3",
                "12345678901234567890123456789",
                "0.1000000000000000055511151231257827",
                "\"\"",
                "\"h\\u00e9 \\/ \\\"x\\\" \ud83d\ude00\"",
                "[]",
                "{}",
                "[ 1 , 2.0 , \"\\u0041\" ]",
                "{\"z\":1,\"a\":{\"z\":[{}],\"a\":null},\"__proto__\":0}"
            })
    void dataOfEveryKindIsKeptAsItWasWrittenWhereverItStands(String data) {
        for (String blank : List.of("", " ", "\n\t\r ")) {
            String padded = blank + data + blank;
            assertThat(reader.read("{\"event\":\"e\",\"data\":" + padded + "}")
                            .data()
                            .json()
                            .text())
                    .isEqualTo(data);
            assertThat(reader.read("{\"data\":" + padded + ",\"event\":\"e\"}")
                            .data()
                            .json()
                            .text())
                    .isEqualTo(data);
            assertThat(reader.read(blank + "{\"data\"" + blank + ":" + padded + ",\"event\":\"e\"}" + blank)
                            .data()
                            .json()
                            .text())
                    .isEqualTo(data);
        }
    }

    @Test
    void longDataIsKeptAsItWasWrittenToo() {
        // Longer than the parser's buffers, with the ends at every place in them.
        for (int length = 31_900; length < 32_900; length += 7) {
            String string = "\"" + "x\u00e9".repeat(length / 2) + "\"";
            for (String data :
                    List.of(string, "[" + string + ",1]", "{\"a\":" + string + "}", "[" + " ".repeat(length) + "]")) {
                Envelope envelope = reader.read("{\"event\":\"e\",\"data\": " + data + " ,\"ackId\":1234}");
                assertThat(envelope.data().json().text()).isEqualTo(data);
                assertThat(envelope.ackId()).isEqualTo(new Json("1234"));
            }
            String padding = " ".repeat(length);
            Envelope late = reader.read("{" + padding + "\"event\":\"e\",\"data\":1234.50,\"ackId\":\"abcdef\"}");
            assertThat(late.data().json().text()).isEqualTo("1234.50");
            assertThat(late.ackId()).isEqualTo(new Json("\"abcdef\""));
        }
    }

    @Test
    void dataThatIsLeftOutIsNull() {
        Envelope envelope = reader.read("{\"event\":\"e\"}");
        assertThat(envelope.data().json()).isEqualTo(Json.NULL);
        assertThat(envelope.data().tree().isNull()).isTrue();
        assertThat(envelope.ackId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "0",
                "-12345678901234567890123456789",
                "\"\"",
                "\"a b\"",
                "\"\\u0041\\n\"",
                "\"\ud83d\ude00\"",
                "\"\\ud800\""
            })
    @DisplayName("CONTRACT §3: ackId (a string or an integer), the same in the answer")
    void anAckIdIsRepeatedAsItWasWritten(String ackId) {
        assertThat(reader.read("{\"ackId\": " + ackId + " ,\"event\":\"e\"}").ackId())
                .isEqualTo(new Json(ackId));
    }

    @Test
    void anAckIdOfNullIsNone() {
        assertThat(reader.read("{\"event\":\"e\",\"ackId\":null}").ackId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1.0", "1e3", "[]", "{}", "[7]", "{\"a\":[1]}"})
    void anAckIdOfAnotherKindIsRefusedByName(String ackId) {
        requireErrors("{\"event\":\"e\",\"ackId\":" + ackId + "}", "ackId");
    }

    @Test
    void anAckIdOverItsLimitIsRefused() {
        assertThat(reader.read("{\"event\":\"e\",\"ackId\":\"" + "x".repeat(256) + "\"}")
                        .ackId())
                .isNotNull();
        requireErrors("{\"event\":\"e\",\"ackId\":\"" + "x".repeat(257) + "\"}", "ackId");
        requireErrors("{\"event\":\"e\",\"ackId\":" + "1".repeat(257) + "}", "ackId");
    }

    @Test
    void everyWrongFieldOfAnEnvelopeIsNamed() {
        requireErrors("{\"ackId\":1.5,\"room\":[{\"deep\":1}],\"event\":7,\"x\":1}", "ackId", "room", "event", "x");
        requireErrors("{\"data\":1}", "event");
        requireErrors("{\"event\":\" \"}", "event");
        requireErrors("{\"Event\":\"e\"}", "Event", "event");
    }

    private void requireErrors(String text, String... fields) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.errors()).extracting(FieldError::field).containsExactlyInAnyOrder(fields);
            assertThat(refused.getMessage()).contains("an envelope is");
        });
    }
}
