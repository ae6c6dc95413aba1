package dev.rooms;

/**
 * Hears every event that comes from clients, before its handler, if it has one. It may block; it is called off the I/O
 * threads, in the client's turn.
 */
@FunctionalInterface
public interface AnyListener {
    /** An event came. What this throws is logged, and keeps nobody else from hearing of the event. */
    void heard(Client client, Incoming incoming) throws Exception;
}
