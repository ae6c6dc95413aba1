package dev.rooms.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What travels to clients in one WebSocket frame: immutable, encoded once, and shared by every recipient.
 *
 * <p>A frame holds itself as bytes, header and all, because that is what a socket wants; limits count those of its payload.
 * Containers of Jakarta WebSocket want a {@link String}; it is made on the first demand and kept, so that a broadcast makes
 * it once. Thread-safe.
 */
public final class Frame {
    /** What a frame is (RFC 6455 §5.2). */
    public enum Kind {
        TEXT(0x1),
        BINARY(0x2),
        PING(0x9),
        PONG(0xA),
        CLOSE(0x8);

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }
    }

    /** Stands for a close frame without a code (RFC 6455 §7.1.5). */
    private static final int NO_CODE = 1005;

    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;

    /** Bytes below which compressing costs more than it saves. */
    private static final int WORTH_COMPRESSING = 32;

    private static final Frame PING = of(Kind.PING, new byte[0]);

    private final Kind kind;
    private final byte[] wire;
    private final int headerBytes;
    private final @Nullable CloseReason reason;

    // Racy on purpose, both: two threads may make the same, and a String, like a frame, is safe to publish without a
    // fence.
    private @Nullable String text;
    private @Nullable Frame compressed;

    private Frame(Kind kind, int flags, byte[] payload, @Nullable String text, @Nullable CloseReason reason) {
        this.kind = kind;
        this.headerBytes = payload.length < LENGTH_IN_TWO_BYTES ? 2 : payload.length <= 0xFFFF ? 4 : 10;
        this.wire = wire(flags | kind.opcode, headerBytes, payload);
        this.text = text;
        this.reason = reason;
    }

    private static Frame of(Kind kind, byte[] payload) {
        return new Frame(kind, FINAL, payload, null, null);
    }

    private static byte[] wire(int firstByte, int headerBytes, byte[] payload) {
        ByteBuffer wire = ByteBuffer.allocate(headerBytes + payload.length).put((byte) firstByte);
        switch (headerBytes) {
            case 2 -> wire.put((byte) payload.length);
            case 4 -> wire.put((byte) LENGTH_IN_TWO_BYTES).putShort((short) payload.length);
            default -> wire.put((byte) LENGTH_IN_EIGHT_BYTES).putLong(payload.length);
        }
        return wire.put(payload).array();
    }

    /** A text frame. */
    public static Frame text(String text) {
        return new Frame(Kind.TEXT, FINAL, text.getBytes(StandardCharsets.UTF_8), text, null);
    }

    /** A binary frame; the bytes are copied. */
    public static Frame binary(ByteBuffer bytes) {
        return of(Kind.BINARY, copy(bytes));
    }

    /** The heartbeat's ping, without payload. */
    public static Frame ping() {
        return PING;
    }

    /** The answer to a ping (RFC 6455 §5.5.3); the bytes are copied. */
    public static Frame pong(ByteBuffer bytes) {
        return of(Kind.PONG, copy(bytes));
    }

    /** A close frame. */
    public static Frame close(CloseReason reason) {
        byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) reason.code())
                .put(text)
                .array();
        return new Frame(Kind.CLOSE, FINAL, payload, null, reason);
    }

    /**
     * The answer to a peer's close frame, which repeats its code (RFC 6455 §5.5.1).
     *
     * @param code the peer's; 1005 when it sent none, and then this has none either
     */
    public static Frame closeAnswer(int code) {
        byte[] payload = code == NO_CODE
                ? new byte[0]
                : ByteBuffer.allocate(2).putShort((short) code).array();
        return new Frame(Kind.CLOSE, FINAL, payload, null, CloseReason.ofCode(code));
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    public Kind kind() {
        return kind;
    }

    /** Bytes of the payload, without the frame's header. */
    public int size() {
        return wire.length - headerBytes;
    }

    /** A read-only view of the payload, with a position of its own. */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(wire, headerBytes, size()).slice().asReadOnlyBuffer();
    }

    /** Bytes of the whole frame as a server sends it: a header without mask, and the payload (RFC 6455 §5.2). */
    public int wireSize() {
        return wire.length;
    }

    /**
     * Puts as much of the whole frame into the target as fits.
     *
     * @param from the first byte to put, counted from the beginning of the header
     * @return how many bytes were put
     */
    public int putWire(int from, ByteBuffer target) {
        int count = Math.min(wire.length - from, target.remaining());
        target.put(wire, from, count);
        return count;
    }

    /**
     * This frame for clients that agreed to permessage-deflate without context takeover (RFC 7692): compressed on the first
     * demand, and the same for all of them; itself where that wouldn't make it smaller, and when it is a control frame.
     */
    public Frame compressed() {
        Frame known = compressed;
        if (known == null) {
            known = deflated();
            compressed = known;
        }
        return known;
    }

    private Frame deflated() {
        if (size() < WORTH_COMPRESSING || (kind != Kind.TEXT && kind != Kind.BINARY)) {
            return this;
        }
        byte[] shorter = Deflated.message(wire, headerBytes);
        return shorter.length < size() ? new Frame(kind, FINAL | COMPRESSED, shorter, null, null) : this;
    }

    /** The payload as text; for a text frame alone. */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(wire, headerBytes, size(), StandardCharsets.UTF_8);
            text = known;
        }
        return known;
    }

    /**
     * Why the connection ends; for a close frame alone.
     *
     * @throws IllegalStateException when this is no close frame
     */
    public CloseReason reason() {
        CloseReason known = reason;
        if (known == null) {
            throw new IllegalStateException("a " + kind + " frame has no close reason; ask kind() first");
        }
        return known;
    }

    @Override
    public String toString() {
        return kind + " of " + size() + " bytes";
    }
}
