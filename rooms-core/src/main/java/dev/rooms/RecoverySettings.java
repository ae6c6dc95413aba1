package dev.rooms;

import java.time.Duration;

/**
 * How Socket.IO clients that lost their connection come back with their id, their rooms and what they missed (Socket.IO
 * 4.6, "Connection state recovery"). Immutable.
 *
 * <p>What is sent is kept for as long as a client may be away, within these bounds; a client that can't get all that it
 * missed starts anew, as without recovery. On several servers it may come back to any, as long as the one that it was on is
 * there. With recovery each event has one more argument, its offset, which the official clients expect.
 *
 * @param maxDisconnection time that a client may be away; default 2 min
 * @param maxBytes bytes of events that are kept for all clients of a namespace together, roughly; default 16 MiB. The
 *     oldest are forgotten first. What one client missed is bounded by {@link Limits#maxWaitingBytes()}
 * @param maxClients clients of a namespace that may be away at a time; default 10,000. Who has been away longest can't come
 *     back
 */
public record RecoverySettings(Duration maxDisconnection, long maxBytes, int maxClients) {
    /** The defaults. */
    public static final RecoverySettings DEFAULTS = new RecoverySettings(Duration.ofMinutes(2), 16 << 20, 10_000);

    /**
     * Checks that each value is one that can be kept.
     *
     * @throws IllegalArgumentException that names the setting, its value and what is allowed
     */
    public RecoverySettings {
        if (maxDisconnection.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("maxDisconnection is " + maxDisconnection + "; give 1 ms or more");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; give 1 or more");
        }
        if (maxClients < 1) {
            throw new IllegalArgumentException("maxClients is " + maxClients + "; give 1 or more");
        }
    }

    /** The defaults, but for the time. */
    public static RecoverySettings within(Duration maxDisconnection) {
        return new RecoverySettings(maxDisconnection, DEFAULTS.maxBytes, DEFAULTS.maxClients);
    }
}
