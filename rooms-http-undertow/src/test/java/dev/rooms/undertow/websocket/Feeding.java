package dev.rooms.undertow.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A way to hand bytes to a reader: cut here and there, and in one or the other kind of buffer.
 *
 * @param name for messages of failed tests; with the seed, if there is one
 * @param pieces makes pieces of all bytes
 */
record Feeding(String name, Cutting pieces, boolean direct) {
    /** Cuts bytes into pieces. */
    interface Cutting {
        List<byte[]> cut(byte[] bytes);
    }

    static Feeding whole() {
        return new Feeding("whole", List::of, true);
    }

    static Feeding byteByByte() {
        return new Feeding("byte by byte", bytes -> random(bytes, new Random(0), 1), false);
    }

    static Feeding cutAt(int position) {
        return new Feeding(
                "cut at " + position,
                bytes -> List.of(Arrays.copyOf(bytes, position), Arrays.copyOfRange(bytes, position, bytes.length)),
                position % 2 == 0);
    }

    /** In pieces of 1 to {@code longest} bytes. */
    static Feeding random(long seed, int longest) {
        return new Feeding(
                "in pieces of up to " + longest + " bytes, seed " + seed,
                bytes -> random(bytes, new Random(seed), longest),
                seed % 2 == 0);
    }

    /** What the reader of a connection with this limit finds before it is let go. */
    List<String> read(byte[] bytes, int maxMessageBytes, boolean deflate, Scratch scratch) {
        Found found = new Found();
        FrameReader reader = new FrameReader(found, maxMessageBytes, deflate, scratch);
        feed(bytes, reader);
        reader.deaf();
        return found.lines();
    }

    void feed(byte[] bytes, FrameReader reader) {
        // As in a connection, the buffer is one and has old bytes before and after the new ones.
        ByteBuffer buffer =
                direct ? ByteBuffer.allocateDirect(bytes.length + 2) : ByteBuffer.allocate(bytes.length + 2);
        for (byte[] piece : pieces.cut(bytes)) {
            buffer.clear().put(1, piece).position(1).limit(1 + piece.length);
            reader.read(buffer);
            if (buffer.hasRemaining()) {
                throw new AssertionError(buffer.remaining() + " bytes are left of a piece; the reader must take all");
            }
        }
    }

    private static List<byte[]> random(byte[] bytes, Random random, int longest) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
