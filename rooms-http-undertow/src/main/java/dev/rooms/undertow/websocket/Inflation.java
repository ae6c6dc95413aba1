package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates one message as its bytes come (RFC 7692 §7.2.2), in small chunks, so that a bomb is refused when it passes
 * the limit and not when it has gone off.
 *
 * <p>What isn't deflate data, or ends in the middle of a block, is a {@link CloseReason#PROTOCOL_ERROR}: RFC 7692 names
 * no code, and 1007 is for what a message says, not for how it is packed.
 */
final class Inflation {
    /**
     * The four bytes that the sender has left off (RFC 7692 §7.2.1), and an empty last block. Only an inflater that was
     * between two blocks is finished right after it.
     */
    private static final byte[] END = {0, 0, (byte) 0xFF, (byte) 0xFF, 3, 0};

    private final Scratch scratch;
    private final Inflater inflater;

    Inflation(Scratch scratch) {
        this.scratch = scratch;
        this.inflater = scratch.borrow();
    }

    /**
     * The most bytes that are read of a message that may inflate to {@code maxMessageBytes}. Deflate with any sense makes
     * nothing twice as long; without a limit, blocks of nothing could come for ever.
     */
    static long mostBytes(int maxMessageBytes) {
        return 2L * maxMessageBytes + 64;
    }

    /** Adds what these bytes inflate to. Returns what is wrong, or null. */
    @Nullable CloseReason add(byte[] deflated, int count, Message to) {
        int rest = count;
        while (rest > 0) {
            if (inflater.finished()) {
                // A sender may end with a last block, and then begin anew (RFC 7692 §7.2.3.4).
                if (!to.addPart()) {
                    return CloseReason.POLICY_VIOLATION;
                }
                inflater.reset();
            }
            CloseReason fault = inflate(deflated, count - rest, rest, to);
            if (fault != null) {
                return fault;
            }
            rest = inflater.getRemaining();
        }
        return null;
    }

    /** Adds what is left when all bytes have come. Returns what is wrong, or null. */
    @Nullable CloseReason end(Message to) {
        if (inflater.finished()) {
            return null;
        }
        CloseReason fault = inflate(END, 0, END.length, to);
        if (fault != null) {
            return fault;
        }
        return inflater.finished() && inflater.getRemaining() == 0 ? null : CloseReason.PROTOCOL_ERROR;
    }

    /** Must be called once, whatever became of the message; nothing else may be called after it. */
    void close() {
        scratch.giveBack(inflater);
    }

    /** Inflates until it needs more bytes, or has come to the end of a last block. */
    private @Nullable CloseReason inflate(byte[] deflated, int from, int count, Message to) {
        byte[] chunk = scratch.inflated();
        inflater.setInput(deflated, from, count);
        int made;
        do {
            long before = inflater.getBytesWritten();
            boolean corrupt = false;
            try {
                made = inflater.inflate(chunk);
            } catch (DataFormatException e) {
                // What came before the fault counts first, so that it doesn't matter how the bytes were cut.
                corrupt = true;
                made = (int) (inflater.getBytesWritten() - before);
            }
            CloseReason fault = to.append(chunk, made);
            if (fault != null) {
                return fault;
            }
            if (corrupt) {
                return CloseReason.PROTOCOL_ERROR;
            }
        } while (made == chunk.length);
        return null;
    }
}
