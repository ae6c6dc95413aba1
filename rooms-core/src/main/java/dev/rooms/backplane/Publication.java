package dev.rooms.backplane;

import java.util.Set;

/**
 * An event on its way to the clients of other servers.
 *
 * @param target whom it is for
 * @param exceptIds ids of clients that don't receive it
 * @param event the event
 */
public record Publication(Target target, Set<String> exceptIds, Event event) {

    public Publication {
        exceptIds = Set.copyOf(exceptIds);
    }

    /** Whom a publication is for. */
    public sealed interface Target {}

    /** The members of these rooms; one who is in several receives it once. */
    public record Rooms(Set<String> names) implements Target {
        public Rooms {
            names = Set.copyOf(names);
        }
    }

    /** Every client. */
    public record Everyone() implements Target {}
}
