package dev.rooms.jakarta.container;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Optional;

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
     * Asks the container to hang up on a client that doesn't answer the close frame.
     *
     * @param closeTimeout time that the client has
     */
    default void limitClosing(Session session, Duration closeTimeout) {}
}
