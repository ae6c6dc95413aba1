package dev.rooms.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What travels to clients in one WebSocket frame: immutable, encoded once, and shared by every recipient.
 *
 * <p>A frame holds its payload as bytes, because that is what a socket wants and what limits count. Containers of
 * Jakarta WebSocket want a {@link String}; it is made on the first demand and kept, so that a broadcast makes it once.
 * Thread-safe.
 */
public final class Frame {
    /** What a frame is (RFC 6455 §5.2). */
    public enum Kind {
        TEXT,
        BINARY,
        PING,
        PONG,
        CLOSE
    }

    private static final Frame PING = new Frame(Kind.PING, new byte[0], null, null);

    private final Kind kind;
    private final byte[] payload;
    private final @Nullable CloseReason reason;

    // Racy on purpose: two threads may both make the same text, and a String is safe to publish without a fence.
    private @Nullable String text;

    private Frame(Kind kind, byte[] payload, @Nullable String text, @Nullable CloseReason reason) {
        this.kind = kind;
        this.payload = payload;
        this.text = text;
        this.reason = reason;
    }

    /** A text frame. */
    public static Frame text(String text) {
        return new Frame(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8), text, null);
    }

    /** A binary frame; the bytes are copied. */
    public static Frame binary(ByteBuffer bytes) {
        return new Frame(Kind.BINARY, copy(bytes), null, null);
    }

    /** The heartbeat's ping, without payload. */
    public static Frame ping() {
        return PING;
    }

    /** The answer to a ping (RFC 6455 §5.5.3); the bytes are copied. */
    public static Frame pong(ByteBuffer bytes) {
        return new Frame(Kind.PONG, copy(bytes), null, null);
    }

    /** A close frame. */
    public static Frame close(CloseReason reason) {
        byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) reason.code())
                .put(text);
        return new Frame(Kind.CLOSE, payload.array(), null, reason);
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
        return payload.length;
    }

    /** A read-only view of the payload, with a position of its own. */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /** The payload as text; for a text frame alone. */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(payload, StandardCharsets.UTF_8);
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
        return kind + " of " + payload.length + " bytes";
    }
}
