package dev.rooms;

import dev.rooms.transport.CloseReason;

/** Hears of each client that has disconnected, once, after its last event. It may block and may throw. */
@FunctionalInterface
public interface DisconnectListener {
    /** The client is gone and in no room any more. */
    void disconnected(Client client, CloseReason reason) throws Exception;
}
