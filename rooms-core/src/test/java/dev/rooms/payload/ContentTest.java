package dev.rooms.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rooms.Arguments;
import dev.rooms.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    /** A picture with its bytes inside. */
    @SuppressWarnings("ArrayRecordComponent") // embedders write such records
    public record Picture(
            String name, byte[] bytes, @Nullable ByteBuffer thumbnail) {}

    /** What an embedder serialises himself. */
    @JsonSerialize(using = OwnWriter.class)
    @SuppressWarnings("ArrayRecordComponent") // embedders write such records
    public record Own(byte[] bytes) {}

    /** His serialiser, which hands objects back to the generator. */
    static final class OwnWriter extends JsonSerializer<Own> {
        @Override
        public void serialize(Own own, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartArray();
            generator.writeObject(new Picture("p", own.bytes(), null));
            generator.writeBinary(new ByteArrayInputStream(own.bytes()), own.bytes().length);
            generator.writeEndArray();
        }
    }

    private final Payloads payloads = Reading.PAYLOADS;

    @Test
    void argumentsAreSerialisedOneByOne() {
        Content content = payloads.content(Arguments.of(1, "2", Map.of("3", List.of(true)), Json.NULL));
        assertThat(texts(content)).containsExactly("1", "\"2\"", "{\"3\":[true]}", "null");
        assertThat(content.attachments()).isEmpty();
        assertThat(payloads.content(Arguments.NONE).values()).isEmpty();
    }

    @Test
    void anythingElseIsOneValue() {
        assertThat(texts(payloads.content(List.of(1, 2)))).containsExactly("[1,2]");
        assertThat(texts(payloads.content(new Json("[ 1 ]")))).containsExactly("[ 1 ]");
    }

    @Test
    void jsonInsideOfOtherDataStaysAsItIs() {
        Json json = new Json("{ \"a\" : 1.50 }");

        assertThat(texts(payloads.content(Map.of("json", json)))).containsExactly("{\"json\":{ \"a\" : 1.50 }}");
        assertThat(texts(payloads.content(List.of(json, bytes(1)))))
                .containsExactly("[{ \"a\" : 1.50 }," + FIRST + "]");
        assertThat(payloads.write(List.of(json)).text()).isEqualTo("[{ \"a\" : 1.50 }]");
    }

    @Test
    void binaryDataBecomesAttachmentsCountedOverAllValues() {
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put(new byte[] {0, 5, 6, 0});
        direct.position(1).limit(3);
        Content content = payloads.content(Arguments.of(bytes(1, 2), new Picture("x", bytes(3), direct), bytes()));

        assertThat(texts(content))
                .containsExactly(
                        FIRST,
                        "{\"name\":\"x\",\"bytes\":" + SECOND + ",\"thumbnail\":{\"_placeholder\":true,\"num\":2}}",
                        "{\"_placeholder\":true,\"num\":3}");
        assertThat(attached(content)).containsExactly(bytes(1, 2), bytes(3), bytes(5, 6), bytes());
        assertThat(direct.remaining()).isEqualTo(2);
    }

    @Test
    void binaryDataIsFoundWhoeverWritesIt() {
        assertThat(texts(payloads.content(new Own(bytes(7)))))
                .containsExactly("[{\"name\":\"p\",\"bytes\":" + FIRST + ",\"thumbnail\":null}," + SECOND + "]");
        assertThat(texts(
                        payloads.content(JsonNodeFactory.instance.objectNode().set("a", BinaryNode.valueOf(bytes(1))))))
                .containsExactly("{\"a\":" + FIRST + "}");
        assertThat(texts(payloads.content(List.of(Map.of("a", bytes(1)), ByteBuffer.wrap(bytes(2))))))
                .containsExactly("[{\"a\":" + FIRST + "}," + SECOND + "]");
    }

    @Test
    void attachmentsAreCopies() {
        byte[] bytes = bytes(1);
        Content content = payloads.content(bytes);
        bytes[0] = 9;
        assertThat(attached(content)).containsExactly(bytes(1));
    }

    @Test
    void bothKindsOfBufferAreWrittenFromTheirPosition() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(1, 2, 3)).position(1);
        assertThat(payloads.write(buffer)).isEqualTo(new Json("\"AgM=\""));
        assertThat(payloads.write(buffer.asReadOnlyBuffer())).isEqualTo(new Json("\"AgM=\""));
        assertThat(payloads.write(new Picture("x", bytes(1), null)))
                .isEqualTo(new Json("{\"name\":\"x\",\"bytes\":\"AQ==\",\"thumbnail\":null}"));
    }

    @Test
    void whatAClientSentGoesOnAsItCame() {
        Arguments received = new Arguments(
                List.of(new Json("{ \"a\" : " + FIRST + ",\"n\":1.50}")), List.of(ByteBuffer.wrap(bytes(1))));
        Content content = payloads.content(received);
        assertThat(content.values()).isEqualTo(received.values());
        assertThat(attached(content)).containsExactly(bytes(1));
    }

    @Test
    void binaryDataThatIsAddedToWhatAClientSentIsCountedOn() {
        Content content =
                payloads.content(new Arguments(List.of(new Json(FIRST), bytes(2)), List.of(ByteBuffer.wrap(bytes(1)))));
        assertThat(texts(content)).containsExactly(FIRST, SECOND);
        assertThat(attached(content)).containsExactly(bytes(1), bytes(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "[{\"x\":{\"_placeholder\":true,\"num\":-1}}]",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":1e999999999}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true}",
                "{\"\\u005fplaceholder\":true,\"num\":7}",
                "{\"_placeh\\u006flder\":true,\"num\":7}"
            })
    void aPlaceholderThatAClientMadeUpIsNotSentWithOthersAttachments(String forged) {
        assertThatThrownBy(() -> payloads.content(Arguments.of(new Json(forged), bytes(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("placeholder");
        assertThat(texts(payloads.content(Arguments.of(new Json(forged)))))
                .as("without attachments nobody looks for one")
                .containsExactly(forged);
    }

    @Test
    void whatOnlyLooksLikeAPlaceholderIsData() {
        for (String data : List.of(
                "{\"_placeholder\":false,\"num\":7}",
                "{\"_placeholder\":1,\"num\":7}",
                "\"_placeholder\"",
                "{\"num\":7}")) {
            assertThat(texts(payloads.content(Arguments.of(new Json(data), bytes(1)))))
                    .containsExactly(data, FIRST);
        }
    }

    @Test
    void plainTextIsTheValueOrAnArrayOfThem() {
        assertThat(payloads.plainText(Content.of(new Json("{ \"a\":1.50 }")))).isEqualTo("{ \"a\":1.50 }");
        assertThat(payloads.plainText(payloads.content(Arguments.of(1, new Json("[ 2 ]")))))
                .isEqualTo("[1,[ 2 ]]");
        assertThat(payloads.plainText(payloads.content(Arguments.NONE))).isEqualTo("[]");
    }

    @Test
    void plainTextHasBinaryDataAsBase64() {
        assertThat(payloads.plainText(payloads.content(bytes(1, 2, 3)))).isEqualTo("\"AQID\"");
        assertThat(payloads.plainText(payloads.content(Arguments.of("\u00e9", new Picture("x", bytes(1), null)))))
                .isEqualTo("[\"\u00e9\",{\"name\":\"x\",\"bytes\":\"AQ==\",\"thumbnail\":null}]");
        Arguments twice = new Arguments(
                List.of(new Json("[" + FIRST + "," + FIRST + ",\"\\ud800\"]"), new Json("{ }")),
                List.of(ByteBuffer.wrap(bytes(1))));
        assertThat(payloads.plainText(payloads.content(twice)))
                .isEqualToIgnoringCase("[[\"AQ==\",\"AQ==\",\"\\ud800\"],{ }]");
    }

    @Test
    void aPlaceholderWithoutAttachmentsStaysInPlainText() {
        assertThat(payloads.plainText(Content.of(new Json(FIRST)))).isEqualTo(FIRST);
    }

    @Test
    void whatCannotBeSerialisedIsTold() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> payloads.content(Arguments.of(bytes(1), endless)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be serialised to JSON");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static List<String> texts(Content content) {
        return content.values().stream().map(Json::text).toList();
    }

    private static List<byte[]> attached(Content content) {
        return content.attachments().stream()
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.duplicate().get(bytes);
                    return bytes;
                })
                .toList();
    }
}
