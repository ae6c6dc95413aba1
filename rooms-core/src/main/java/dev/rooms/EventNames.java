package dev.rooms;

import java.util.Set;

/** Which names an event may have. */
public final class EventNames {
    /** Names that Socket.IO keeps for itself; no event may be sent under them (CONTRACT §4). */
    public static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /**
     * Checks that an event may be sent under this name.
     *
     * @return the name
     * @throws IllegalArgumentException when it is blank or {@link #RESERVED}
     */
    public static String requireSendable(String event) {
        if (event.isBlank()) {
            throw new IllegalArgumentException("an event's name must not be blank");
        }
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException("'" + event + "' is a name that Socket.IO reserves; choose another");
        }
        return event;
    }
}
