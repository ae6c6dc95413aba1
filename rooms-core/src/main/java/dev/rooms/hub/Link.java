package dev.rooms.hub;

import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;

/**
 * A client's way out: what the hub needs of the connection that the client came on, which several clients of different
 * namespaces may share.
 *
 * <p>Nothing blocks. The hub calls {@link #send} and {@link #closeNow} in the link's lane, and the others from any thread.
 */
public interface Link {

    /** How events are framed for the client. */
    Protocol protocol();

    /** The lane that writes it. */
    Lane lane();

    /** Queues a packet; false when it doesn't fit. See {@link dev.rooms.transport.ClientChannel#send}. */
    boolean send(Packet packet);

    /** Whether a packet would leave at once. */
    boolean isWritable();

    /** Ends the connection, or this client's part of it, now; {@link #ended} follows. */
    void closeNow(CloseReason reason);

    /** The client has ended: ends the connection, or this client's part of it, after what was sent before. */
    void ended(CloseReason reason);
}
