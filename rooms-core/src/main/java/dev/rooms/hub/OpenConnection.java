package dev.rooms.hub;

import dev.rooms.transport.CloseReason;

/** A connection with all its clients, as a drain sees it. */
public interface OpenConnection {

    /** Ends its clients, and closes it. */
    void end(CloseReason reason);

    /** Ends it at once, and forgets it whether or not the transport tells that it has. */
    void cut();
}
