package dev.rooms;

import dev.rooms.transport.CloseReason;
import java.util.List;

/**
 * Hears of each client that has just ended, with the rooms that it was in; those who stay in them can still be told. Called
 * before the {@link DisconnectListener}s, once for each client. It may block and may throw.
 */
@FunctionalInterface
public interface DisconnectingListener {
    /** The client has ended, and was in these rooms until then. */
    void disconnecting(Client client, CloseReason reason, List<String> rooms) throws Exception;
}
