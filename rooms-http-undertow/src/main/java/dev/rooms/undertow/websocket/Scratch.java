package dev.rooms.undertow.websocket;

import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the readers of one I/O thread share, so that none of them holds any while its connection is idle.
 *
 * <p>For one thread. The arrays are free for whoever reads now, and nobody's when {@link FrameReader#read} returns.
 */
final class Scratch {
    /** Bytes of inflated data that are looked at, and counted, at a time. */
    static final int CHUNK = 8192;

    private static final int FIRST_BYTES = 1024;

    private byte[] unmasked = new byte[FIRST_BYTES];
    private byte @Nullable [] inflated;
    private @Nullable Inflater spare;
    private int lent;

    /** An array for this many bytes at least. It grows with what was read at once, so never beyond a read buffer. */
    byte[] unmasked(int bytes) {
        if (unmasked.length < bytes) {
            unmasked = new byte[Math.max(bytes, 2 * unmasked.length)];
        }
        return unmasked;
    }

    /** An array of {@link #CHUNK} bytes. */
    byte[] inflated() {
        if (inflated == null) {
            inflated = new byte[CHUNK];
        }
        return inflated;
    }

    /** An inflater of raw deflate data for one message; {@link #giveBack} must follow. */
    Inflater borrow() {
        lent++;
        Inflater inflater = spare;
        spare = null;
        return inflater == null ? new Inflater(true) : inflater;
    }

    /** Inflaters that half messages hold. */
    int lent() {
        return lent;
    }

    /** One is kept for the next message; others, of connections that were in the middle of a message, are ended. */
    void giveBack(Inflater inflater) {
        lent--;
        if (spare == null) {
            inflater.reset();
            spare = inflater;
        } else {
            inflater.end();
        }
    }
}
