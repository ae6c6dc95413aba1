package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rooms.payload.ParsedArguments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every packet means what it means to socket.io-parser 4.2.7, and what that throws for is a violation. {@code
 * reference.jsonl} is what it made of them; {@code reference.js} beside it writes that file anew.
 */
class ReferenceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the reference takes because of how JavaScript reads numbers, or takes and makes nothing of: violations here. */
    private static final Set<String> STRICTER = Set.of(
            "",
            " ",
            "2",
            "2 ",
            "2456",
            "2/chat",
            "2/chat,",
            "2/chat[\"a\"]",
            "31",
            "51-",
            "5 1-[\"a\"]",
            "5+1-[\"a\"]",
            "50x1-[\"a\"]",
            "51e0-[\"a\"]",
            "2123456789012345678901[\"a\"]",
            "51-[\"a\",{\"_placeholder\":true,\"num\":0.5}]");

    /** What means something else here: blanks are no acknowledgement's id, and a query is no part of a name. */
    private static final Set<String> DIFFERENT = Set.of("2 [\"a\"]", "2\n[\"a\"]", "0/chat?token=1,{}");

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream lines = ReferenceTest.class.getResourceAsStream("reference.jsonl")) {
            assertThat(lines).isNotNull();
            return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(lines).readAll().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void packetsMeanWhatTheyMeanToTheReference(JsonNode reference) {
        String first = reference.at("/packets/0").asText();
        if (DIFFERENT.contains(first)) {
            return;
        }
        Outcome ours = outcome(reference.path("packets"));
        boolean stricter = reference.at("/packets/0").isTextual() && STRICTER.contains(first);
        assertThat(ours.violated()).isEqualTo(stricter || reference.has("error"));
        if (stricter) {
            assertThat(reference.has("error")).as("not stricter").isFalse();
            assertThat(ours.decoded()).isEmpty();
        } else {
            assertThat(ours.decoded()).isEqualTo(decoded(reference.path("decoded")));
        }
    }

    @Test
    void whatIsReadOtherwiseIsKnown() throws IOException {
        assertThat(cases().map(line -> line.at("/packets/0").asText()))
                .containsAll(STRICTER)
                .containsAll(DIFFERENT);
        assertThat(Decoding.read("2 [\"a\"]", SocketPacket.Event.class).ackId()).isNull();
        assertThat(Decoding.read("2\n[\"a\"]", SocketPacket.Event.class).ackId())
                .isNull();
        assertThat(Decoding.read("0/chat?token=1,{}").namespace()).isEqualTo("/chat");
    }

    private record Outcome(List<JsonNode> decoded, boolean violated) {}

    private static Outcome outcome(JsonNode packets) {
        AttachmentCollector collector = Decoding.collector();
        List<JsonNode> decoded = new ArrayList<>();
        try {
            for (JsonNode packet : packets) {
                SocketPacket read = packet.isTextual()
                        ? collector.text(packet.textValue())
                        : collector.binary(ByteBuffer.wrap(packet.path("base64").binaryValue()));
                if (read != null) {
                    decoded.add(described(read));
                }
            }
        } catch (ProtocolViolationException violation) {
            return new Outcome(decoded, true);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new Outcome(decoded, false);
    }

    /** What the reference decoded, without what we don't keep. */
    private static List<JsonNode> decoded(JsonNode packets) {
        List<JsonNode> decoded = new ArrayList<>();
        for (JsonNode packet : packets) {
            ObjectNode known = packet.deepCopy();
            int type = known.path("type").intValue();
            if (type == 0 && !known.has("data")) {
                known.putObject("data");
            }
            if (type != 2 && type != 3) {
                known.remove("id");
            }
            if (known.has("id")) {
                known.put("id", known.path("id").asText());
            }
            if (type == 2) {
                ((ArrayNode) known.path("data")).set(0, known.at("/data/0").asText());
            }
            decoded.add(comparable(known));
        }
        return decoded;
    }

    private static JsonNode described(SocketPacket packet) throws IOException {
        ObjectNode described = MAPPER.createObjectNode().put("nsp", packet.namespace());
        if (packet instanceof SocketPacket.Connect connect) {
            described.put("type", 0).set("data", connect.auth().tree());
        } else if (packet instanceof SocketPacket.Disconnect) {
            described.put("type", 1);
        } else if (packet instanceof SocketPacket.Event event) {
            ArrayNode data = described.put("type", 2).putArray("data").add(event.name());
            describe(event.arguments(), event.ackId(), described, data);
        } else if (packet instanceof SocketPacket.Acknowledgement answer) {
            describe(answer.arguments(), answer.ackId(), described.put("type", 3), described.putArray("data"));
        } else if (packet instanceof SocketPacket.ConnectError error) {
            described.put("type", 4);
            if (!error.data().tree().isNull()) {
                described.set("data", error.data().tree());
            }
        }
        return comparable(described);
    }

    private static void describe(
            ParsedArguments arguments, @Nullable String ackId, ObjectNode described, ArrayNode data)
            throws IOException {
        if (ackId != null) {
            described.put("id", ackId);
        }
        List<ByteBuffer> attachments = arguments.attachments();
        for (String text : Decoding.texts(arguments.values())) {
            JsonNode argument = MAPPER.readTree(text);
            data.add(attachments.isEmpty() ? argument : filled(argument, attachments));
        }
    }

    private static JsonNode filled(JsonNode node, List<ByteBuffer> attachments) {
        if (node.path("_placeholder").asText().equals("true")) {
            ByteBuffer bytes = attachments.get(node.path("num").intValue());
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return MAPPER.createObjectNode().put("base64", copy);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(filled(field.getValue(), attachments)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(array.get(i), attachments));
            }
        }
        return node;
    }

    /** The same with every number as JavaScript has it, and bytes as text. */
    private static JsonNode comparable(JsonNode node) {
        if (node.isNumber()) {
            return MAPPER.getNodeFactory().numberNode(node.doubleValue() + 0.0);
        }
        if (node.isBinary()) {
            return MAPPER.getNodeFactory().textNode(node.asText());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(comparable(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, comparable(array.get(i)));
            }
        }
        return node;
    }
}
