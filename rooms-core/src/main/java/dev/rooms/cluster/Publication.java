package dev.rooms.cluster;

import java.util.Set;

/**
 * What is done to clients of other servers.
 *
 * @param whom to whom
 * @param action what
 */
public record Publication(Whom whom, Action action) {

    /** What is done. */
    public sealed interface Action {}

    /**
     * They receive an event.
     *
     * @param onlyWritable whether it is dropped for those to whom it wouldn't leave at once
     */
    public record Emit(Event event, boolean onlyWritable) implements Action {}

    /** They join these rooms. */
    public record Join(Set<String> rooms) implements Action {
        public Join {
            rooms = Set.copyOf(rooms);
        }
    }

    /** They leave these rooms. */
    public record Leave(Set<String> rooms) implements Action {
        public Leave {
            rooms = Set.copyOf(rooms);
        }
    }

    /** They are ended. */
    public record Disconnect() implements Action {}
}
