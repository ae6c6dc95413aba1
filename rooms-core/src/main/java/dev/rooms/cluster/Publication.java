package dev.rooms.cluster;

import java.util.Set;

/**
 * What is done to the clients of other servers: ids and rooms say to whom, so that it means the same on every server.
 *
 * @param namespace the namespace that they are in
 * @param target whom it is for
 * @param exceptRooms rooms whose members are left out
 * @param exceptIds ids of clients that are left out
 * @param action what is done to them
 */
public record Publication(
        String namespace, Target target, Set<String> exceptRooms, Set<String> exceptIds, Action action) {

    public Publication {
        exceptRooms = Set.copyOf(exceptRooms);
        exceptIds = Set.copyOf(exceptIds);
    }

    /** Whom a publication is for. */
    public sealed interface Target {}

    /** The members of these rooms; one who is in several is meant once. */
    public record Rooms(Set<String> names) implements Target {
        public Rooms {
            names = Set.copyOf(names);
        }
    }

    /** Every client. */
    public record Everyone() implements Target {}

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
