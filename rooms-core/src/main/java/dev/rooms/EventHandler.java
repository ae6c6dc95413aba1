package dev.rooms;

/**
 * Handles an event from a client. A client that asked for an acknowledgement gets {@code {"success":true}} when this
 * returns.
 *
 * <p>It may block unless it was registered with {@link EventOption#NON_BLOCKING}. Events of one client are handled one
 * at a time, in order; those of different clients side by side.
 *
 * @param <T> the type of the event's data
 */
@FunctionalInterface
public interface EventHandler<T> {
    /**
     * Handles one event.
     *
     * @throws RefusedException to answer with an {@code error} event that says its message
     * @throws Exception anything else is logged, and answered with an {@code error} event that tells no details
     */
    void handle(Client client, T data) throws Exception;
}
