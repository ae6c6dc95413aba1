package dev.rooms.hub;

import java.util.List;

/**
 * What a client comes back to.
 *
 * @param stay who it was, and is again
 * @param missed what it missed, in order
 */
record Comeback(Stay stay, List<EncodedEvent> missed) {
    /** The rooms that it was in. */
    List<String> rooms() {
        return List.copyOf(stay.joinedAt().keySet());
    }
}
