package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;

/**
 * What the reader of one connection finds, in the order in which the peer sent it.
 *
 * <p>All calls come from within {@link FrameReader#read}, on its thread. What a call throws comes out of that
 * {@code read}; the reader has then gone past the frame, and can read on.
 */
interface FrameListener {
    /** A whole text message. */
    void text(String text);

    /** A whole binary message; the bytes are only there during the call. */
    void binary(ByteBuffer bytes);

    /** A ping with what its pong must repeat (RFC 6455 §5.5.3); the bytes are only there during the call. */
    void ping(ByteBuffer payload);

    /** A pong, asked for or not. */
    void pong();

    /**
     * The peer's close frame. Nothing is told after it.
     *
     * @param code a code that may stand in a close frame (RFC 6455 §7.4), or 1005 for none
     */
    void close(int code);

    /** A message over the limit. Nothing is told after it but {@link #close}. */
    void tooBig();

    /**
     * The peer broke the protocol. Nothing is told after it.
     *
     * @param reason {@link CloseReason#PROTOCOL_ERROR}, {@link CloseReason#INVALID_TEXT}, or
     *     {@link CloseReason#POLICY_VIOLATION} for a message of too many fragments
     */
    void broken(CloseReason reason);
}
