package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;

/**
 * Hears what comes from one socket. {@link #text} and {@link #binary} are called one at a time, in the order in which the
 * client sent, on whatever thread the packets came; {@link #closed} once, from any thread, and nothing after it. No method
 * may block.
 */
public interface EngineListener {

    /** A text message came. */
    void text(String text);

    /** A binary message came; the bytes are read before this returns. */
    void binary(ByteBuffer bytes);

    /**
     * The socket is closed, for that reason; nothing can be sent any more. Told at once when the client, a deadline or a
     * limit ends it; after {@link EngineSocket#close} when what waited has gone, or {@code closeTimeout} later.
     */
    void closed(CloseReason reason);
}
