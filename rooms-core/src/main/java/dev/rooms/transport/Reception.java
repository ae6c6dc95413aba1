package dev.rooms.transport;

/**
 * Where every connection arrives: a transport shows a handshake here and gets a session for it.
 *
 * <p>Got from {@code Rooms.reception()}. Thread-safe.
 */
public interface Reception {

    /**
     * Decides whether a handshake may become a connection: origin, name, limits, state of the server, and the
     * authenticator, which may block.
     */
    Admission admit(Handshake handshake);

    /** Bytes that one message may have; a transport refuses more before it holds more. */
    int maxMessageBytes();

    /** Bytes that may wait for one client, for the {@link SendQueue}. */
    long maxWaitingBytes();
}
