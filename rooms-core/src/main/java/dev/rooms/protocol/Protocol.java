package dev.rooms.protocol;

/**
 * Turns events into packets. A room may hold clients of several protocols; one event is framed once for each, for any
 * number of recipients. Thread-safe, and without state of its own.
 */
@FunctionalInterface
public interface Protocol {

    /** Frames an event. */
    Packet event(Outgoing event);
}
