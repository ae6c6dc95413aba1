package dev.rooms.transport;

import java.util.Arrays;
import java.util.zip.Deflater;

/** The payload of a message by permessage-deflate, without context takeover (RFC 7692 §7.2.1). */
final class Deflated {
    /** What the flush at the end leaves there, and the peer puts back. */
    private static final int TAIL_BYTES = 4;

    /** What deflating adds at most to data that can't be made smaller: a few bytes for each block of 16 KiB, and the flush. */
    private static final int FIXED_OVERHEAD = 64;

    private Deflated() {}

    /** The message that begins at that byte, compressed. */
    static byte[] message(byte[] bytes, int from) {
        int size = bytes.length - from;
        byte[] output = new byte[size + size / 512 + FIXED_OVERHEAD];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes, from, size);
            int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(output, length - TAIL_BYTES);
        } finally {
            deflater.end();
        }
    }
}
