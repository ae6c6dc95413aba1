package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message that hasn't come whole: in the middle of a frame, in fragments, or compressed. It grows with what has come,
 * never with what was declared.
 */
final class Message {
    /**
     * The most parts of one message: 4 MiB in pieces of 64 bytes, as the Autobahn suite sends, and a last empty one; a
     * message in endless pieces of nothing must end somewhere.
     */
    static final int MAX_PARTS = 65_537;

    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 256;

    private final boolean text;
    private final int maxBytes;
    private final @Nullable Inflation inflation;

    private byte[] bytes = NOTHING;
    private int size;
    private int check = Utf8.WHOLE;
    private int parts = 1;
    private long deflatedBytes;

    Message(boolean text, int maxBytes, @Nullable Inflation inflation) {
        this.text = text;
        this.maxBytes = maxBytes;
        this.inflation = inflation;
    }

    /** Counts one more part; false when there are too many. */
    boolean addPart() {
        return ++parts <= MAX_PARTS;
    }

    /** Bytes that its next frame may have. */
    long room() {
        return inflation == null ? maxBytes - size : Inflation.mostBytes(maxBytes) - deflatedBytes;
    }

    /** Takes so many payload bytes, {@link #room} at most. Returns what is wrong, or null. */
    @Nullable CloseReason take(ByteBuffer in, int count, int mask, Scratch scratch) {
        if (inflation == null) {
            makeRoom(count);
            Mask.take(in, count, mask, bytes, size);
            return added(count);
        }
        byte[] deflated = scratch.unmasked(count);
        Mask.take(in, count, mask, deflated, 0);
        deflatedBytes += count;
        return inflation.add(deflated, count, this);
    }

    /** Adds inflated bytes. Returns what is wrong, or null. */
    @Nullable CloseReason append(byte[] inflated, int count) {
        int fit = Math.min(count, maxBytes - size);
        makeRoom(fit);
        System.arraycopy(inflated, 0, bytes, size, fit);
        CloseReason fault = added(fit);
        if (fault != null) {
            return fault;
        }
        return fit < count ? CloseReason.TOO_BIG : null;
    }

    /** All has come. Returns what is wrong, or null. */
    @Nullable CloseReason end() {
        CloseReason fault = inflation == null ? null : inflation.end(this);
        if (fault != null) {
            return fault;
        }
        return check == Utf8.WHOLE ? null : CloseReason.INVALID_TEXT;
    }

    /** Tells of a message that {@link #end} has found right. */
    void deliver(FrameListener listener) {
        if (text) {
            listener.text(new String(bytes, 0, size, StandardCharsets.UTF_8));
        } else {
            listener.binary(ByteBuffer.wrap(bytes, 0, size).slice());
        }
    }

    /** Must be called once, whatever became of the message; nothing but {@link #deliver} may be called after it. */
    void close() {
        if (inflation != null) {
            inflation.close();
        }
    }

    private void makeRoom(int count) {
        int needed = size + count;
        if (needed > bytes.length) {
            long roomy = Math.min(Math.max(FIRST_BYTES, 2L * bytes.length), maxBytes);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, roomy));
        }
    }

    private @Nullable CloseReason added(int count) {
        if (text) {
            check = Utf8.check(check, bytes, size, size + count);
            if (check == Utf8.BROKEN) {
                return CloseReason.INVALID_TEXT;
            }
        }
        size += count;
        return null;
    }
}
