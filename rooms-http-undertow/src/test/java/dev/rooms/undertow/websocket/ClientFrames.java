package dev.rooms.undertow.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** Bytes as a client sends them, right or wrong. */
final class ClientFrames {
    static final int FINAL = 0x80;
    static final int COMPRESSED = 0x40;

    private static final int MASK = 0x37fa213d;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int mask = MASK;

    static ClientFrames frames() {
        return new ClientFrames();
    }

    /** Masks the frames from now on with this. */
    ClientFrames mask(int next) {
        mask = next;
        return this;
    }

    ClientFrames frame(int first, String text) {
        return frame(first, utf8(text));
    }

    ClientFrames frame(int first, byte... payload) {
        header(first, payload.length);
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(mask).array();
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ key[i % key.length]);
        }
        return this;
    }

    /** A frame without its payload. */
    ClientFrames header(int first, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length <= 125) {
            header.put((byte) (0x80 | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) 0xFE).putShort((short) length);
        } else {
            header.put((byte) 0xFF).putLong(length);
        }
        return raw(Arrays.copyOf(header.array(), header.position()))
                .raw(ByteBuffer.allocate(4).putInt(mask).array());
    }

    ClientFrames raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    ClientFrames raw(String hex) {
        return raw(bytes(hex));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A text in fragments of so many bytes, and an empty last one. */
    static ClientFrames fragments(byte[] text, int bytes) {
        ClientFrames frames = new ClientFrames();
        for (int from = 0; from < text.length; from += bytes) {
            int to = Math.min(text.length, from + bytes);
            frames.frame(from == 0 ? FirstByte.TEXT : FirstByte.CONTINUATION, Arrays.copyOfRange(text, from, to));
        }
        return frames.frame(FINAL | FirstByte.CONTINUATION);
    }

    /** What RFC 7692 §7.2.1 makes of a message's payload. */
    static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(message);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[1000];
            int made;
            do {
                made = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                out.write(chunk, 0, made);
            } while (made == chunk.length);
            byte[] all = out.toByteArray();
            return Arrays.copyOf(all, all.length - 4);
        } finally {
            deflater.end();
        }
    }
}
