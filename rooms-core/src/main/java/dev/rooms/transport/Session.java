package dev.rooms.transport;

import java.nio.ByteBuffer;

/**
 * The core's end of one connection: a transport calls it with all that happens there.
 *
 * <ul>
 *   <li>Order: {@link #text}, {@link #binary}, {@link #ping} and {@link #pong} are called one at a time, in the order
 *       in which the frames came. {@link #closed} and {@link #tooBig} may come from any thread, at any time, repeatedly.
 *   <li>Blocking: no method blocks; they may run on an I/O thread.
 *   <li>Nothing is thrown: bad input is answered to the client as CONTRACT §2 and §3 say.
 * </ul>
 */
public interface Session {

    /** A whole text message, within {@link Reception#maxMessageBytes()}. */
    void text(String text);

    /** A whole binary message; the bytes are read before this returns. */
    void binary(ByteBuffer bytes);

    /** A ping came; the transport or its container answers it when this returns true. */
    boolean ping();

    /** A pong came, asked for or not. */
    void pong();

    /** The client sends a message with more bytes than it may: the connection is closed with 1009. */
    void tooBig();

    /** The connection has ended; what the code was, where it is known. Idempotent. */
    void closed(CloseReason reason);
}
