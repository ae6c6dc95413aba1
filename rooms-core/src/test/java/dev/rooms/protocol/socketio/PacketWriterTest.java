package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Arguments;
import dev.rooms.Json;
import dev.rooms.payload.Content;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.transport.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketWriterTest {
    private static final String FIRST = Decoding.FIRST;
    private static final String SECOND = Decoding.SECOND;

    private final PacketWriter main = new PacketWriter("/");
    private final PacketWriter chat = new PacketWriter("/chat");

    @Test
    void connectsAreWritten() {
        assertThat(main.connect("abc").text()).isEqualTo("40{\"sid\":\"abc\"}");
        assertThat(chat.connect("abc").text()).isEqualTo("40/chat,{\"sid\":\"abc\"}");
        assertThat(chat.connect("abc", "def").text()).isEqualTo("40/chat,{\"sid\":\"abc\",\"pid\":\"def\"}");
    }

    @Test
    void connectErrorsAreWritten() {
        assertThat(new PacketWriter("/random")
                        .connectError("Invalid namespace", null)
                        .text())
                .isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        assertThat(main.connectError("a \"b\"\n", new Json("{\"x\":1}")).text())
                .isEqualTo("44{\"message\":\"a \\\"b\\\"\\n\",\"data\":{\"x\":1}}");
    }

    @Test
    void disconnectsAreWritten() {
        assertThat(main.disconnect().text()).isEqualTo("41");
        assertThat(chat.disconnect().text()).isEqualTo("41/chat,");
    }

    @Test
    void eventsAreWrittenWithoutBlanks() {
        Content content = content(1, "2", Map.of("3", List.of(true)));
        assertThat(main.event(new Outgoing("message-back", content, null, null))
                        .head()
                        .text())
                .isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        assertThat(chat.event(new Outgoing("e", content, "12", null)).head().text())
                .isEqualTo("42/chat,12[\"e\",1,\"2\",{\"3\":[true]}]");
        assertThat(main.event(new Outgoing("e", content(), null, null)).head().text())
                .isEqualTo("42[\"e\"]");
    }

    @Test
    void anOffsetIsTheLastArgument() {
        assertThat(main.event(new Outgoing("e", content(1), null, "a\"b"))
                        .head()
                        .text())
                .isEqualTo("42[\"e\",1,\"a\\\"b\"]");
        assertThat(main.event(new Outgoing("e", content(), "0", "x")).head().text())
                .isEqualTo("420[\"e\",\"x\"]");
        assertThat(main.event(new Outgoing("e", content(new byte[1]), null, "x"))
                        .head()
                        .text())
                .isEqualTo("451-[\"e\"," + FIRST + ",\"x\"]");
    }

    @Test
    void aNameIsQuoted() {
        assertThat(main.event(new Outgoing("a\"\\\u0000\u2028\u00e9", content(), null, null))
                        .head()
                        .text())
                .isEqualTo("42[\"a\\\"\\\\\\u0000\u2028\u00e9\"]");
    }

    @Test
    void acknowledgementsAreWritten() {
        assertThat(main.acknowledgement("456", content(1, "2")).head().text()).isEqualTo("43456[1,\"2\"]");
        assertThat(chat.acknowledgement("0", content()).head().text()).isEqualTo("43/chat,0[]");
    }

    @Test
    void binaryDataFollowsInFramesOfItsOwn() {
        Packet event = main.event(new Outgoing("message", content(new byte[] {1}, new byte[] {2, 3}), null, null));
        assertThat(event.head().text()).isEqualTo("452-[\"message\"," + FIRST + "," + SECOND + "]");
        assertThat(event.attachments()).extracting(Frame::kind).containsOnly(Frame.Kind.BINARY);
        assertThat(event.attachments())
                .extracting(Frame::payload)
                .containsExactly(Decoding.bytes(1), Decoding.bytes(2, 3));
        assertThat(event.frames())
                .containsExactly(
                        event.head(),
                        event.attachments().get(0),
                        event.attachments().get(1));
        assertThat(event.size()).isEqualTo(event.head().size() + 3);

        Packet answer = chat.acknowledgement("789", content(new byte[] {1}));
        assertThat(answer.head().text()).isEqualTo("461-/chat,789[" + FIRST + "]");
        assertThat(answer.frames()).hasSize(2);
        assertThat(chat.event(new Outgoing("e", content(new byte[1]), "7", null))
                        .head()
                        .text())
                .isEqualTo("451-/chat,7[\"e\"," + FIRST + "]");
    }

    @Test
    void aPacketWithoutBinaryDataIsOneFrame() {
        Packet packet = main.event(new Outgoing("e", content("\u00e9"), null, null));
        assertThat(packet.frames()).containsExactly(packet.head());
        assertThat(packet.size()).isEqualTo(packet.head().size()).isEqualTo("42[\"e\",\"x\"]".length() + 1);
        assertThat(packet.attachments()).isEmpty();
    }

    private static Content content(Object... values) {
        return Decoding.PAYLOADS.content(Arguments.of(values));
    }
}
