package dev.rooms;

/**
 * Handles an event from a client, with its acknowledgement and its raw JSON at hand. Otherwise like {@link EventHandler}.
 *
 * @param <T> the type of the event's data
 */
@FunctionalInterface
public interface IncomingHandler<T> {
    /**
     * Handles one event.
     *
     * @throws RefusedException to answer with an {@code error} event that says its message
     * @throws Exception anything else is logged, and answered with an {@code error} event that tells no details
     */
    void handle(Client client, T data, Incoming incoming) throws Exception;
}
