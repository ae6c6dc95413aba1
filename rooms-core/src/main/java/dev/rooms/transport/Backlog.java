package dev.rooms.transport;

/**
 * What waits to be sent to one client.
 *
 * @param bytes payload bytes that wait, the frame under way included
 * @param stalledNanos how long the frame under way has been under way, in nanoseconds; 0 when none is
 */
public record Backlog(long bytes, long stalledNanos) {
    /** Nothing waits. */
    public static final Backlog NONE = new Backlog(0, 0);
}
