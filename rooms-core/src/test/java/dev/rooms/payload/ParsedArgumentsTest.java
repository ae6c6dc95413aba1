package dev.rooms.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Arguments;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParsedArgumentsTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    /** A file with its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // embedders write such records
    public record Upload(
            @NotBlank String name,
            @Size(max = 3) byte[] bytes,
            @Nullable ByteBuffer preview,
            @Nullable List<String> tags) {}

    private final Payloads payloads = Reading.PAYLOADS;

    @Test
    void argumentsAreAllThatCameAsItCame() {
        Arguments arguments = payloads.read(received(2, "{ \"a\":1.50 }", SECOND, "null"), Arguments.class);
        assertThat(arguments.values()).isEqualTo(List.of(new Json("{ \"a\":1.50 }"), new Json(SECOND), Json.NULL));
        assertThat(arguments.attachments())
                .containsExactly(ByteBuffer.wrap(new byte[] {0, 0}), ByteBuffer.wrap(new byte[] {1, 1}));
        assertThat(payloads.read(ParsedArguments.NONE, Arguments.class)).isEqualTo(Arguments.NONE);
        assertThat(payloads.read(payloads.parse("[1,2]"), Arguments.class).values())
                .isEqualTo(List.of(new Json("[1,2]")));
    }

    @Test
    void anyOtherTypeTakesOneArgument() {
        assertThat(payloads.read(received(0, "7"), Integer.class)).isEqualTo(7);
        assertThat(payloads.read(received(0, "{ \"a\":1 }"), Json.class)).isEqualTo(new Json("{ \"a\":1 }"));
        for (Class<?> type : List.of(Integer.class, Json.class, JsonNode.class, byte[].class)) {
            assertThatThrownBy(() -> payloads.read(received(0, "1", "2", "3"), type))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("takes one argument, but 3 came");
        }
    }

    @Test
    void noArgumentIsNull() {
        assertThat(payloads.read(ParsedArguments.NONE, Json.class)).isEqualTo(Json.NULL);
        assertThat(payloads.read(ParsedArguments.NONE, JsonNode.class).isNull()).isTrue();
        assertThat(errors(ParsedArguments.NONE, Upload.class)).containsExactly("data is required");
    }

    @Test
    void aSoleBinaryArgumentIsRead() {
        assertThat(payloads.read(received(1, FIRST), byte[].class)).containsExactly(0, 0);
        assertThat(payloads.read(received(1, FIRST), ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[2]));
        assertThat(payloads.read(received(0, "\"AQID\""), byte[].class)).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsNoBinaryDataIsRefusedAsSuch() {
        for (Class<?> type : List.of(byte[].class, ByteBuffer.class)) {
            for (String json : List.of("7", "\"*\"", "{}", "true", FIRST)) {
                assertThat(errors(received(0, json), type))
                        .containsExactly("data must be binary data, or a base64 string");
            }
        }
    }

    @Test
    void fieldsGetTheirBytes() {
        String json = "{\"name\":\"a\",\"bytes\":" + SECOND + ",\"preview\":" + FIRST + ",\"tags\":[\"x\"]}";
        Upload upload = payloads.read(received(2, json), Upload.class);
        assertThat(upload.name()).isEqualTo("a");
        assertThat(upload.bytes()).containsExactly(1, 1);
        assertThat(upload.preview()).isEqualTo(ByteBuffer.wrap(new byte[2]));
        assertThat(upload.tags()).containsExactly("x");

        JsonNode tree = payloads.read(received(1, "[" + FIRST + "," + FIRST + "]"), JsonNode.class);
        assertThat(tree.get(1).isBinary()).isTrue();
        Map<?, ?> map = payloads.read(received(1, "{\"a\":" + FIRST + "}"), Map.class);
        assertThat((Object) map.get("a")).isEqualTo(new byte[2]);
    }

    @Test
    void whatWasReadIsACopyOfItsOwn() {
        ParsedArguments received = received(1, FIRST);
        payloads.read(received, byte[].class)[0] = 9;
        assertThat(payloads.read(received, byte[].class)).containsExactly(0, 0);
    }

    @Test
    void textIsNotMadeOfBinaryData() {
        assertThat(errors(received(1, FIRST), String.class)).containsExactly("data must be a string");
        assertThat(errors(received(1, "[" + FIRST + "]"), String[].class)).containsExactly("[0] must be a string");
        assertThat(errors(received(1, FIRST), Integer.class)).hasSize(1);
    }

    @Test
    void everyFieldThatWantsOtherThanBinaryDataIsNamed() {
        String json = "{\"name\":" + FIRST + ",\"bytes\":7,\"preview\":{},\"tags\":[\"x\"," + FIRST + "],\"x\":" + FIRST
                + "}";
        assertThat(errors(received(1, json), Upload.class))
                .containsExactly(
                        "bytes must be binary data, or a base64 string",
                        "name must be a string",
                        "preview must be binary data, or a base64 string",
                        "tags[1] must be a string",
                        "x is not a field that is known here");
    }

    @Test
    void binaryDataIsValidated() {
        ParsedArguments tooMuch = new ParsedArguments(
                List.of(payloads.parse("{\"name\":\"a\",\"bytes\":" + FIRST + "}")),
                List.of(ByteBuffer.wrap(new byte[4])));
        assertThat(errors(tooMuch, Upload.class)).singleElement().asString().startsWith("bytes ");
    }

    @Test
    void jsonHasNoRoomForBinaryData() {
        assertThatThrownBy(() -> payloads.read(received(1, FIRST), Json.class))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("takes no binary data");
    }

    @Test
    void halfASurrogatePairIsRefusedBesideBinaryDataToo() {
        assertThat(errors(
                        received(1, "{\"name\":\"\\ud800\",\"bytes\":" + FIRST + ",\"tags\":[" + FIRST + "]}"),
                        Upload.class))
                .containsExactly("name must not contain half a surrogate pair", "tags[0] must be a string");
    }

    @Test
    void stringsAreReadAsEver() {
        assertThat(payloads.read(received(0, "[\"a\",null]"), String[].class)).containsExactly("a", null);
        assertThat((Object) payloads.read(received(0, "{\"name\":\"a\",\"bytes\":\"\",\"tags\":[null]}"), Upload.class)
                        .tags())
                .isEqualTo(Arrays.asList((String) null));
    }

    /** Arguments, with so many attachments of two bytes each: the first of zeros, the second of ones. */
    private ParsedArguments received(int attachments, String... values) {
        return new ParsedArguments(
                Arrays.stream(values).map(payloads::parse).toList(),
                List.of(ByteBuffer.wrap(new byte[] {0, 0}), ByteBuffer.wrap(new byte[] {1, 1}))
                        .subList(0, attachments));
    }

    private List<String> errors(ParsedArguments received, Class<?> type) {
        try {
            throw new AssertionError("it was read as " + payloads.read(received, type));
        } catch (RefusedException refused) {
            return refused.errors().stream().map(FieldError::message).toList();
        }
    }
}
