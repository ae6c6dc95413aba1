package dev.rooms.hub;

import dev.rooms.protocol.Peer;
import dev.rooms.transport.CloseReason;

/** A client of a namespace, as the protocol that brought it sees it. Thread-safe. */
public sealed interface Guest extends Peer permits ConnectedClient {

    /** It said goodbye, or is told to go: it doesn't come back for what it missed unless the reason says so. */
    void end(CloseReason reason);

    /** Its connection is over without a goodbye. */
    void lost(CloseReason reason);
}
