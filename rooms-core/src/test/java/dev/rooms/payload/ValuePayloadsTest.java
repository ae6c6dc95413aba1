package dev.rooms.payload;

import static dev.rooms.payload.Reading.errors;
import static dev.rooms.payload.Reading.fields;
import static dev.rooms.payload.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import dev.rooms.message.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §1: nothing is guessed, and strings arrive as they were. */
class ValuePayloadsTest {
    /** A choice of few. */
    public enum Volume {
        SMALL,
        LARGE
    }

    private final Payloads payloads = Reading.PAYLOADS;

    @Test
    void aTypeMayBeWhatJacksonReadsFromOneValue() {
        assertThat(read("\"x\"", String.class)).isEqualTo("x");
        assertThat(read("7", Integer.class)).isEqualTo(7);
        assertThat(read("7", int.class)).isEqualTo(7);
        assertThat(read("7", Long.class)).isEqualTo(7L);
        assertThat(read("7", double.class)).isEqualTo(7.0);
        assertThat(read("1.50", BigDecimal.class)).isEqualByComparingTo("1.5");
        assertThat(read("true", boolean.class)).isTrue();
        assertThat(read("\"SMALL\"", Volume.class)).isEqualTo(Volume.SMALL);
        assertThat((Object) read("[1,\"a\",null]", List.class)).isEqualTo(Arrays.asList(1, "a", null));
        assertThat((Object) read("{\"a\":{\"b\":1}}", Map.class)).isEqualTo(Map.of("a", Map.of("b", 1)));
        assertThat(read("[\"a\"]", String[].class)).containsExactly("a");
        assertThat(read("{\"a\":[1]}", JsonNode.class).at("/a/0").intValue()).isEqualTo(1);
        assertThat(read("{ \"a\":1.50 }", Json.class)).isEqualTo(new Json("{ \"a\":1.50 }"));
        assertThat(read("\"2026-01-31T12:00:00Z\"", Instant.class)).isEqualTo("2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7        | java.lang.String   | a string",
                "true     | java.lang.String   | a string",
                "1.5      | java.lang.String   | a string",
                "[]       | java.lang.String   | a string",
                "{}       | java.lang.String   | a string",
                "\"7\"    | java.lang.Integer  | a whole number that fits into Integer",
                "7.0      | java.lang.Integer  | a whole number that fits into Integer",
                "7e3      | java.lang.Long     | a whole number that fits into Long",
                "true     | java.lang.Integer  | a whole number that fits into Integer",
                "\"\"     | java.lang.Integer  | a whole number that fits into Integer",
                "2147483648 | java.lang.Integer | a whole number that fits into Integer",
                "9223372036854775808 | java.lang.Long | a whole number that fits into Long",
                "\"1.5\"  | java.lang.Double   | a number",
                "\"NaN\"  | java.lang.Double   | a number",
                "\"Infinity\" | java.lang.Float | a number",
                "1e999    | java.lang.Double   | a number",
                "-1e39    | java.lang.Float    | a number",
                "\"true\" | java.lang.Boolean  | true or false",
                "1        | java.lang.Boolean  | true or false",
                "0        | java.lang.Boolean  | true or false",
                "\"x\"    | java.util.List     | an array",
                "\"\"     | java.util.List     | an array",
                "{}       | java.util.List     | an array",
                "[]       | java.util.Map      | an object",
                "\"\"     | java.util.Map      | an object"
            })
    void nothingIsCoerced(String json, Class<?> type, String expected) {
        assertThat(errors(json, type)).extracting(FieldError::message).containsExactly("data must be " + expected);
    }

    @Test
    void anEnumIsReadFromItsNameAlone() {
        for (String json : List.of("0", "\"0\"", "\"small\"", "\"\"", "true")) {
            assertThat(errors(json, Volume.class))
                    .extracting(FieldError::message)
                    .containsExactly("data must be one of [SMALL, LARGE]");
        }
    }

    @Test
    void nullIsNoValueOfAnyTypeButTheTree() {
        for (Class<?> type : List.of(String.class, Integer.class, List.class, Map.class, Volume.class, Instant.class)) {
            assertThat(errors("null", type)).extracting(FieldError::field).containsExactly("data");
        }
        assertThat(fields("null", double.class)).containsExactly("data");
        assertThat(fields("null", Message.class)).containsExactly("data");
        assertThat(fields("null", int.class)).containsExactly("data");
        assertThat(read("null", JsonNode.class).isNull()).isTrue();
        assertThat(read("null", Json.class)).isEqualTo(Json.NULL);
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Long.class, BigInteger.class, int.class})
    @DisplayName("HOSTILE 19: never a hang")
    void aHugeExponentIsRefusedAsAWholeNumber(Class<?> type) {
        assertThat(errors("1e999999999", type)).hasSize(1);
        assertThat(errors("1e-999999999", type)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.000Z",
                "2026-01-31T13:00:00+01:00",
                "2026-01-31T12:00:00.000000000Z"
            })
    void formsOfAnInstantAreRead(String text) {
        assertThat(read("\"" + text + "\"", Instant.class)).isEqualTo("2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-31T12:00:00\"",
                "\"2026-01-31\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"2026-01-31 12:00:00Z\"",
                "\"yesterday\"",
                "\"\"",
                "\" 2026-01-31T12:00:00Z\"",
                "1769860800",
                "1769860800000",
                "1.5",
                "true",
                "{}",
                "[2026,1,31]"
            })
    void whatIsNoInstantIsRefused(String json) {
        assertThat(errors(json, Instant.class))
                .extracting(FieldError::message)
                .containsExactly("data must be an ISO-8601 instant, such as 2026-01-31T12:00:00Z");
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverItIs() {
        assertThat(errors("{\"id\":\"\\ud800\",\"roomName\":7}", Message.class))
                .as("with all else that is wrong")
                .extracting(FieldError::message)
                .contains("id must not contain half a surrogate pair", "roomName must be a string");
        assertThat(fields("{\"a\":[\"x\",{\"b\":\"\\udc00\\ud800\"}]}", JsonNode.class))
                .containsExactly("a[1].b");
        assertThat(fields("\"\\ud83d\"", String.class)).containsExactly("data");
        assertThatThrownBy(() -> payloads.parse("{\"\\ud800\":1}")).isInstanceOf(RefusedException.class);
        assertThat(read("\"\\ud83d\\ude00\"", String.class)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void nulIsTextLikeAnyOther() {
        assertThat(read("\"a\\u0000b\"", String.class)).isEqualTo("a\u0000b");
        assertThatThrownBy(() -> payloads.parse("\"a\u0000b\"")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> payloads.parse("\u0000")).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{\"a\":1,\"a\":1}", "[{\"a\":{\"b\":1,\"b\":2}}]", "{", "1 2", "{}x", "nul", "01", "+1"
            })
    void malformedJsonIsRefused(String json) {
        assertThatThrownBy(() -> payloads.parse(json))
                .isInstanceOf(RefusedException.class)
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void whatIsWrittenIsReadAgainAsItWas() {
        Map<String, Object> data = Map.of("text", "h\u00e9 \ud83d\ude00 \u2028 </script> \" \\ \n");
        assertThat((Object) read(payloads.write(data).text(), Map.class)).isEqualTo(data);
        assertThat(payloads.write(Instant.parse("2026-01-31T12:00:00Z")))
                .isEqualTo(new Json("\"2026-01-31T12:00:00Z\""));
        assertThat(payloads.write(Optional.of(new Json("[ 1 ]")).get())).isEqualTo(new Json("[ 1 ]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1", "{\"a\":\"", "nonsense", "{\"a\":1,}", "{\"a\":1,\"a\":2}"})
    void whatIsMalformedIsToldWithoutTheReadersInnerWorkings(String json) {
        assertThatThrownBy(() -> payloads.parse(json))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("malformed JSON: ")
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("REDACTED");
    }
}
