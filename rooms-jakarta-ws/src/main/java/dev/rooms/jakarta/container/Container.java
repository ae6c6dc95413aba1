package dev.rooms.jakarta.container;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a container has beyond the standard, or needs beyond it. Thread-safe; called for each session that opens, of this
 * container or another.
 */
public interface Container {
    /** A cheaper way to write to this session than the standard's; empty when there is none. */
    default Optional<Outlet> outlet(Session session) {
        return Optional.empty();
    }

    /**
     * Bytes of a message that this container shall gather in a buffer of the session's before it hands a part over; empty
     * where it has no such buffer, or isn't the session's.
     */
    default OptionalInt partBytes(Session session) {
        return OptionalInt.empty();
    }

    /**
     * Asks the container to hang up on a client that doesn't answer the close frame.
     *
     * @param closeTimeout time that the client has
     */
    default void limitClosing(Session session, Duration closeTimeout) {}
}
