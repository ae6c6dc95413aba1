package dev.rooms.undertow.websocket;

import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait for one connection, in order: a ring that is lent to a connection only while something waits. Belongs to
 * one I/O thread.
 */
final class FrameQueue {
    private static final int FIRST_CAPACITY = 16;

    private @Nullable Frame[] ring = new Frame[FIRST_CAPACITY];
    private int head;
    private int count;

    /** Bytes of the first frame that were written already. */
    private int written;

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether it has grown so much that it isn't worth keeping for the next connection. */
    boolean isOversized() {
        return ring.length > FIRST_CAPACITY;
    }

    void add(Frame frame) {
        if (count == ring.length) {
            grow();
        }
        ring[(head + count++) & (ring.length - 1)] = frame;
    }

    private void grow() {
        @Nullable Frame[] wider = new Frame[ring.length * 2];
        int toTheEnd = ring.length - head;
        System.arraycopy(ring, head, wider, 0, toTheEnd);
        System.arraycopy(ring, 0, wider, toTheEnd, head);
        ring = wider;
        head = 0;
    }

    /** Puts as many bytes as fit into the buffer, from the first that wasn't written. */
    void fill(ByteBuffer buffer) {
        int from = written;
        for (int i = 0; i < count && buffer.hasRemaining(); i++) {
            at(i).putWire(from, buffer);
            from = 0;
        }
    }

    /**
     * Forgets what was written.
     *
     * @param bytes how many bytes of those that {@link #fill} put were written
     * @return whether a frame came to its end with them
     */
    boolean written(int bytes) {
        boolean ended = false;
        int left = written + bytes;
        while (count > 0 && left >= at(0).wireSize()) {
            left -= at(0).wireSize();
            ring[head] = null;
            head = (head + 1) & (ring.length - 1);
            count--;
            ended = true;
        }
        written = left;
        return ended;
    }

    /** Drops all frames but one that was begun; how many bytes of that one are left. */
    int keepBegun() {
        if (written == 0) {
            clear();
            return 0;
        }
        Frame begun = at(0);
        int begunBytes = written;
        clear();
        add(begun);
        written = begunBytes;
        return begun.wireSize() - begunBytes;
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(ring, null);
        }
        head = 0;
        count = 0;
        written = 0;
    }

    private Frame at(int index) {
        Frame frame = ring[(head + index) & (ring.length - 1)];
        if (frame == null) {
            throw new IllegalStateException("a place in the ring is empty that shouldn't be");
        }
        return frame;
    }
}
