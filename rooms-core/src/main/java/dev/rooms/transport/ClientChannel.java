package dev.rooms.transport;

import java.util.List;

/**
 * One connection, as a transport offers it to the core: what an implementor of a transport writes.
 *
 * <ul>
 *   <li>Order: frames go out in the order of the calls to {@code send}, whole, never interleaved.
 *   <li>Delivery: at most once; a frame that was accepted is lost only when the connection ends before it was written.
 *   <li>Blocking: no method blocks, whatever the peer does. Callable from every thread; the core calls {@code send}
 *       from the channel's {@link #lane} or, while a connection opens, from the thread that opens it.
 *   <li>Bound: what waits is bounded in bytes ({@link SendQueue} does that for a transport that writes frame by frame).
 *   <li>Nothing is thrown: a connection that fails tells it by {@link Session#closed}.
 * </ul>
 */
public interface ClientChannel {

    /** The lane that this connection belongs to, the same for its whole life. */
    Lane lane();

    /**
     * Queues a frame and sees to it that it is written soon.
     *
     * @return false when it was not accepted because the queue is full; the core then ends the connection. Frames for a
     *     connection that closes or is closed are dropped and count as accepted.
     */
    boolean send(Frame frame);

    /**
     * Queues frames that leave one right after the other, with no other frame in between: a message with its binary
     * attachments.
     *
     * @return like {@link #send(Frame)}; all of them are accepted or none
     */
    boolean send(List<Frame> frames);

    /**
     * Sends a close frame, after what waits unless {@link CloseReason#dropsWaiting()}, and ends the connection once the
     * peer has answered. The core calls {@link #cut} if that takes too long. Has no effect the second time.
     */
    void close(CloseReason reason);

    /** Ends the connection at once, without a close frame. */
    void cut();

    /**
     * Whether a frame would leave without waiting for the peer; what the channel only holds back to write it together with
     * more doesn't count as waiting.
     */
    boolean isWritable();

    /** What waits to be written, and for how long the write under way has been waiting. */
    Backlog backlog();
}
