package dev.rooms.undertow.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Takes the mask off payloads (RFC 6455 §5.3). A mask is an int whose first byte is the next one to use. */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /** Takes bytes from a buffer in network byte order and puts them, unmasked, into an array. */
    static void take(ByteBuffer in, int count, int mask, byte[] to, int at) {
        int from = in.position();
        long mask8 = ((long) mask << Integer.SIZE) | Integer.toUnsignedLong(mask);
        int i = 0;
        for (; i <= count - Long.BYTES; i += Long.BYTES) {
            LONGS.set(to, at + i, in.getLong(from + i) ^ mask8);
        }
        for (; i < count; i++) {
            to[at + i] = (byte) (in.get(from + i) ^ (mask >>> (24 - 8 * (i & 3))));
        }
        in.position(from + count);
    }

    /** The mask for what comes after this many bytes. */
    static int after(int count, int mask) {
        return Integer.rotateLeft(mask, 8 * (count & 3));
    }
}
