package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final List<String> found = new ArrayList<>();

    private final FrameListener listener = new FrameListener() {
        @Override
        public void text(String text) {
            found.add("text " + text);
        }

        @Override
        public void binary(ByteBuffer bytes) {
            found.add("binary " + bytes.remaining());
        }

        @Override
        public void ping(ByteBuffer payload) {
            found.add("ping " + payload.remaining());
        }

        @Override
        public void pong() {
            found.add("pong");
        }

        @Override
        public void close(int code) {
            found.add("close " + code);
        }

        @Override
        public void tooBig() {
            found.add("too big");
        }

        @Override
        public void broken(CloseReason reason) {
            found.add("broken " + reason);
        }
    };

    @Test
    void aTextIsReadWholeOrByteByByte() {
        byte[] hello = HexFormat.of().parseHex("818537fa213d7f9f4d5158");
        new FrameReader(listener, 100, false, new Scratch()).read(ByteBuffer.wrap(hello));
        FrameReader reader = new FrameReader(listener, 100, false, new Scratch());
        for (byte b : hello) {
            reader.read(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(found).containsExactly("text Hello", "text Hello");
    }

    @Test
    void aCompressedTextIsInflated() {
        byte[] hello = HexFormat.of().parseHex("c18700000000f248cdc9c90700");
        new FrameReader(listener, 100, true, new Scratch()).read(ByteBuffer.wrap(hello));
        byte[] last = HexFormat.of().parseHex("c18800000000f348cdc9c9070000");
        new FrameReader(listener, 100, true, new Scratch()).read(ByteBuffer.wrap(last));
        assertThat(found).containsExactly("text Hello", "text Hello");
    }
}
