package dev.rooms;

/**
 * Who is told of clients that connect and disconnect (CONTRACT §2).
 *
 * <p>With N clients each connection costs N messages under {@link #EVERYONE}; a large site can't pay that.
 */
public enum Announcements {
    /** Every client hears {@code client-connected} and {@code client-disconnected}. */
    EVERYONE,
    /** The new client hears of itself; the members of its rooms hear that it disconnected. */
    ROOMS,
    /** Nobody hears anything. */
    OFF
}
