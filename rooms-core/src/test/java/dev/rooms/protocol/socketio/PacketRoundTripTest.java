package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Arguments;
import dev.rooms.Json;
import dev.rooms.payload.Content;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketRoundTripTest {
    private static final String CHARACTERS = "ab/,-?[]{}\":\\ 0123456789\u0000\n\u00e9\u2028_";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrittenIsReadAsItWas(long seed) {
        Random random = new Random(seed);
        AttachmentCollector collector = Decoding.collector();
        for (int i = 0; i < 2_000; i++) {
            String namespace = random.nextBoolean() ? "/" : "/" + text(random).replaceAll("[,?]", "");
            PacketWriter writer = new PacketWriter(namespace);
            Content content = Decoding.PAYLOADS.content(arguments(random));
            String ackId = random.nextBoolean() ? null : Long.toString(random.nextLong(Long.MAX_VALUE));
            if (ackId != null && random.nextBoolean()) {
                SocketPacket read = read(collector, writer.acknowledgement(ackId, content));
                assertThat(read).isInstanceOfSatisfying(SocketPacket.Acknowledgement.class, answer -> {
                    assertThat(answer.namespace()).isEqualTo(namespace);
                    assertThat(answer.ackId()).isEqualTo(ackId);
                    assertSame(answer.arguments(), content);
                });
            } else {
                String name = "x" + text(random);
                SocketPacket read = read(collector, writer.event(new Outgoing(name, content, ackId, null)));
                assertThat(read).isInstanceOfSatisfying(SocketPacket.Event.class, event -> {
                    assertThat(event.namespace()).isEqualTo(namespace);
                    assertThat(event.name()).isEqualTo(name);
                    assertThat(event.ackId()).isEqualTo(ackId);
                    assertSame(event.arguments(), content);
                });
            }
        }
    }

    @Test
    void whatARoomRelaysIsWhatWasSent() {
        AttachmentCollector collector = Decoding.collector();
        collector.text("51-[\"a\",{ \"x\" : " + Decoding.FIRST + ", \"n\":1.50, \"s\":\"\\u0041\\ud800\" },[ ]]");
        if (!(collector.binary(Decoding.bytes(1, 2)) instanceof SocketPacket.Event event)) {
            throw new AssertionError("no event");
        }
        Arguments received = Decoding.PAYLOADS.read(event.arguments(), Arguments.class);
        Packet relayed =
                new PacketWriter("/").event(new Outgoing("b", Decoding.PAYLOADS.content(received), null, null));
        assertThat(relayed.head().text())
                .isEqualTo("451-[\"b\",{ \"x\" : " + Decoding.FIRST + ", \"n\":1.50, \"s\":\"\\u0041\\ud800\" },[ ]]");
        assertThat(relayed.attachments()).extracting(Frame::payload).containsExactly(Decoding.bytes(1, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverComesIsAPacketOrAViolation(long seed) {
        Random random = new Random(seed);
        List<String> seeds = List.of(
                "0/chat,{\"token\":\"123\"}",
                "1/chat,",
                "2/chat,12[\"message\",1,\"2\",{\"3\":[true]}]",
                "3456[1.5e3,null]",
                "4{\"message\":\"no\"}",
                "52-/chat,1[\"a\"," + Decoding.FIRST + ",{\"x\":" + Decoding.SECOND + "}]",
                "61-7[" + Decoding.FIRST + "]");
        int packets = 0;
        int violations = 0;
        for (int i = 0; i < 20_000; i++) {
            AttachmentCollector collector = Decoding.collector();
            try {
                SocketPacket packet = collector.text(mutated(seeds.get(random.nextInt(seeds.size())), random));
                while (packet == null) {
                    packet = collector.binary(Decoding.bytes(1));
                }
                assertThat(packet.namespace()).startsWith("/");
                packets++;
            } catch (ProtocolViolationException violation) {
                violations++;
            }
        }
        assertThat(packets).isGreaterThan(1_000);
        assertThat(violations).isGreaterThan(1_000);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && mutated.length() > 0; i--) {
            int at = random.nextInt(mutated.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, character);
                case 2 -> mutated.setCharAt(at, character);
                case 3 -> mutated.setLength(at);
                default -> mutated.insert(at, text.substring(random.nextInt(text.length())));
            }
        }
        return mutated.toString();
    }

    private static @Nullable SocketPacket read(AttachmentCollector collector, Packet packet) {
        assertThat(packet.head().text()).startsWith("4");
        SocketPacket read = collector.text(packet.head().text().substring(1));
        for (Frame attachment : packet.attachments()) {
            assertThat(read).isNull();
            read = collector.binary(attachment.payload());
        }
        return read;
    }

    private static void assertSame(ParsedArguments arguments, Content content) {
        assertThat(Decoding.texts(arguments.values()))
                .isEqualTo(content.values().stream().map(Json::text).toList());
        assertThat(arguments.attachments()).isEqualTo(content.attachments());
    }

    private static Arguments arguments(Random random) {
        int[] bytesLeft = {Decoding.MAX_ATTACHMENTS};
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(random, 3, bytesLeft));
        }
        return Arguments.of(values.toArray());
    }

    private static Object value(Random random, int depth, int[] bytesLeft) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> text(random);
            case 4, 5 -> bytes(random, bytesLeft);
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1, bytesLeft));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1, bytesLeft));
                }
                yield map;
            }
        };
    }

    /** Binary data of either kind; something else when there is enough of it. */
    private static Object bytes(Random random, int[] bytesLeft) {
        if (bytesLeft[0] == 0) {
            return Map.of();
        }
        bytesLeft[0]--;
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? bytes : ByteBuffer.wrap(bytes);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
