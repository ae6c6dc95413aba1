package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client (RFC 6455 §5), and tells its listener of messages and control frames.
 *
 * <p>Pure: it is given bytes as they come, cut anywhere, and does no I/O. For the I/O thread of its connection. Between
 * messages it holds no memory but its own fields; the usual message, a text whole in the buffer, costs its String alone.
 *
 * <p>Lengths are checked as soon as they are declared, and memory grows with what has really come. A length in more bytes
 * than it needs is refused, as RFC 6455 §5.2 demands the fewest.
 */
final class FrameReader {
    /** What the next byte belongs to. */
    private enum Part {
        FIRST_BYTE,
        SECOND_BYTE,
        LENGTH_IN_2_BYTES,
        LENGTH_IN_8_BYTES,
        MASK,
        PAYLOAD,
        /** Nothing: the peer has closed, or broken the protocol. */
        NOTHING
    }

    private static final int MASKED = 0x80;

    /** The longest payload of a control frame, and the longest whose length is in the second byte. */
    private static final int SHORT = 125;

    /** Stands in the second byte for a length in the two bytes after it; one more stands for eight. */
    private static final int IN_2_BYTES = 126;

    private static final char REPLACEMENT = '\uFFFD';

    private final FrameListener listener;
    private final Scratch scratch;
    private final int maxMessageBytes;
    private final boolean deflate;

    private boolean deaf;
    private Part part = Part.FIRST_BYTE;
    /** Bytes of the length or the mask that are still to come. */
    private byte toCome;
    /** See {@link FirstByte}. */
    private byte first;
    /** Payload bytes of the frame that are still to come. */
    private long length;

    private int mask;
    private @Nullable Message message;
    /** The payload of a control frame of which a part has come. */
    private byte @Nullable [] control;

    /**
     * @param maxMessageBytes payload bytes of one message, inflated ones if it is compressed
     * @param deflate whether permessage-deflate is agreed on, without context takeover by the client
     * @param scratch what this I/O thread's readers share
     */
    FrameReader(FrameListener listener, int maxMessageBytes, boolean deflate, Scratch scratch) {
        this.listener = listener;
        this.maxMessageBytes = maxMessageBytes;
        this.deflate = deflate;
        this.scratch = scratch;
    }

    /** Takes all bytes of a buffer in network byte order; none is left, unless the listener throws. */
    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            switch (part) {
                case FIRST_BYTE -> first(bytes.get());
                case SECOND_BYTE -> second(bytes.get());
                case LENGTH_IN_2_BYTES, LENGTH_IN_8_BYTES -> length(bytes.get());
                case MASK -> mask(bytes);
                case PAYLOAD -> payload(bytes);
                case NOTHING -> bytes.position(bytes.limit());
            }
        }
    }

    /**
     * From now on nothing is told but the peer's close frame, and if it breaks the protocol, nothing at all. The memory of a
     * half message is let go, also that outside of the heap; so this must be called when a connection ends, however it does.
     */
    void deaf() {
        deaf = true;
        letGo();
    }

    private void first(byte bits) {
        first = bits;
        part = Part.SECOND_BYTE;
        if (!FirstByte.isRight(bits, deflate)) {
            fail(CloseReason.PROTOCOL_ERROR);
        } else if (!deaf && !FirstByte.isControl(bits)) {
            if (FirstByte.begins(bits) == (message != null)) {
                fail(CloseReason.PROTOCOL_ERROR);
            } else if (message != null && !message.addPart()) {
                fail(CloseReason.POLICY_VIOLATION);
            }
        }
    }

    private void second(byte bits) {
        int declared = bits & ~MASKED & 0xFF;
        if ((bits & MASKED) == 0 || (FirstByte.isControl(first) && declared > SHORT)) {
            fail(CloseReason.PROTOCOL_ERROR);
        } else if (declared > SHORT) {
            boolean two = declared == IN_2_BYTES;
            part = two ? Part.LENGTH_IN_2_BYTES : Part.LENGTH_IN_8_BYTES;
            toCome = (byte) (two ? Short.BYTES : Long.BYTES);
            length = 0;
        } else {
            declared(declared);
        }
    }

    private void length(byte bits) {
        length = length << Byte.SIZE | (bits & 0xFF);
        toCome--;
        if (toCome == 0) {
            int shortest = part == Part.LENGTH_IN_2_BYTES ? SHORT + 1 : 1 << Short.SIZE;
            // A first bit that is set makes the length negative.
            if (length < shortest) {
                fail(CloseReason.PROTOCOL_ERROR);
            } else {
                declared(length);
            }
        }
    }

    private void declared(long bytes) {
        length = bytes;
        toCome = Integer.BYTES;
        part = Part.MASK;
        if (!deaf && !FirstByte.isControl(first) && bytes > room()) {
            fail(CloseReason.TOO_BIG);
        }
    }

    private long room() {
        if (message != null) {
            return message.room();
        }
        return FirstByte.isCompressed(first) ? Inflation.mostBytes(maxMessageBytes) : maxMessageBytes;
    }

    private void mask(ByteBuffer bytes) {
        if (toCome == Integer.BYTES && bytes.remaining() >= Integer.BYTES) {
            mask = bytes.getInt();
            toCome = 0;
        } else {
            mask = mask << Byte.SIZE | (bytes.get() & 0xFF);
            toCome--;
        }
        if (toCome == 0) {
            begin(bytes);
        }
    }

    /** The header is there, and perhaps some of the payload; or all of it, if only because there is none. */
    private void begin(ByteBuffer bytes) {
        part = Part.PAYLOAD;
        if (!deaf && message == null && !FirstByte.isControl(first)) {
            boolean compressed = FirstByte.isCompressed(first);
            if (FirstByte.isFinal(first) && !compressed && length <= bytes.remaining()) {
                whole(bytes, (int) length);
                return;
            }
            Inflation inflation = compressed ? new Inflation(scratch) : null;
            message = new Message(FirstByte.isText(first), maxMessageBytes, inflation);
        }
        payload(bytes);
    }

    private void payload(ByteBuffer bytes) {
        int count = (int) Math.min(length, bytes.remaining());
        if (FirstByte.isControl(first)) {
            control(bytes, count);
        } else if (message == null) {
            // We are deaf.
            bytes.position(bytes.position() + count);
            passed(count);
        } else {
            data(bytes, count, message);
        }
    }

    /** A message that is in the buffer from its first byte to its last. */
    private void whole(ByteBuffer bytes, int size) {
        byte[] payload = scratch.unmasked(size);
        Mask.take(bytes, size, mask, payload, 0);
        part = Part.FIRST_BYTE;
        if (!FirstByte.isText(first)) {
            listener.binary(ByteBuffer.wrap(payload, 0, size).slice());
            return;
        }
        String text = new String(payload, 0, size, StandardCharsets.UTF_8);
        // What isn't UTF-8 has become this character, which may also have been sent as such.
        if (text.indexOf(REPLACEMENT) >= 0 && Utf8.check(Utf8.WHOLE, payload, 0, size) != Utf8.WHOLE) {
            fail(CloseReason.INVALID_TEXT);
        } else {
            listener.text(text);
        }
    }

    private void data(ByteBuffer bytes, int count, Message growing) {
        CloseReason fault = growing.take(bytes, count, mask, scratch);
        passed(count);
        if (fault == null && part == Part.FIRST_BYTE && FirstByte.isFinal(first)) {
            fault = growing.end();
            if (fault == null) {
                letGo();
                growing.deliver(listener);
            }
        }
        if (fault != null) {
            fail(fault);
        }
    }

    private void control(ByteBuffer bytes, int count) {
        byte[] payload = control;
        int size = count;
        if (payload == null && count == length) {
            payload = scratch.unmasked(count);
            Mask.take(bytes, count, mask, payload, 0);
        } else {
            if (payload == null) {
                payload = new byte[(int) length];
                control = payload;
            }
            size = payload.length;
            Mask.take(bytes, count, mask, payload, size - (int) length);
        }
        passed(count);
        if (part == Part.FIRST_BYTE) {
            control = null;
            control(payload, size);
        }
    }

    private void control(byte[] payload, int size) {
        int opcode = FirstByte.opcode(first);
        if (opcode == FirstByte.CLOSE) {
            CloseReason fault = ClosePayload.fault(payload, size);
            if (fault != null) {
                fail(fault);
            } else {
                part = Part.NOTHING;
                letGo();
                listener.close(ClosePayload.code(payload, size));
            }
        } else if (!deaf) {
            if (opcode == FirstByte.PING) {
                listener.ping(ByteBuffer.wrap(payload, 0, size).slice());
            } else {
                listener.pong();
            }
        }
    }

    /** So much of the payload is done. */
    private void passed(int count) {
        length -= count;
        mask = Mask.after(count, mask);
        if (length == 0) {
            part = Part.FIRST_BYTE;
        }
    }

    private void fail(CloseReason reason) {
        letGo();
        if (reason == CloseReason.TOO_BIG) {
            deaf = true;
            listener.tooBig();
        } else {
            part = Part.NOTHING;
            if (!deaf) {
                listener.broken(reason);
            }
        }
    }

    private void letGo() {
        Message half = message;
        message = null;
        if (half != null) {
            half.close();
        }
    }
}
