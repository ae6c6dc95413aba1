package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.payload.Parsed;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads packets as a connection does. */
final class Decoding {
    static final Payloads PAYLOADS = new Payloads(Validation.find());
    static final int MAX_ATTACHMENTS = 10;
    static final long MAX_BYTES = 1_000;
    static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    private static final PacketReader READER = new PacketReader(PAYLOADS, MAX_ATTACHMENTS);

    private Decoding() {}

    static AttachmentCollector collector() {
        return new AttachmentCollector(READER, MAX_BYTES);
    }

    /** The packet that one text is. */
    static SocketPacket read(String text) {
        SocketPacket packet = collector().text(text);
        if (packet == null) {
            throw new AssertionError(text + " waits for attachments");
        }
        return packet;
    }

    static <P extends SocketPacket> P read(String text, Class<P> type) {
        return type.cast(read(text));
    }

    static void assertViolation(String text, String what) {
        assertThatThrownBy(() -> collector().text(text))
                .as(text)
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(what)
                .hasNoCause()
                .satisfies(thrown -> org.assertj.core.api.Assertions.assertThat(thrown.getStackTrace())
                        .isEmpty());
    }

    static List<String> texts(List<Parsed> values) {
        return values.stream().map(value -> value.json().text()).toList();
    }

    static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
