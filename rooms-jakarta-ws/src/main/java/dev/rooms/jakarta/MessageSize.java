package dev.rooms.jakarta;

import dev.rooms.transport.Session;

/**
 * Counts the bytes of a message while its parts come, and refuses one that grows over the limit before it is held.
 *
 * <p>A container that hands over whole messages needs a buffer of the largest one allowed for each session; parts need
 * one only while a message is longer than a part. Called by one thread at a time.
 */
final class MessageSize {
    private final Session session;
    private final int maxBytes;
    private int bytes;
    private boolean exceeded;

    MessageSize(Session session, int maxBytes) {
        this.session = session;
        this.maxBytes = maxBytes;
    }

    /** Bytes that the message may still grow by. */
    int left() {
        return maxBytes - bytes;
    }

    /** Whether a part of so many bytes may be kept; after the first that may not, none is. */
    boolean admits(int more) {
        if (exceeded) {
            return false;
        }
        if (more > left()) {
            exceeded = true;
            session.tooBig();
            return false;
        }
        bytes += more;
        return true;
    }

    /** The message is whole; the next one begins. */
    void begin() {
        bytes = 0;
    }
}
