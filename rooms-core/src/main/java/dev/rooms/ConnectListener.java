package dev.rooms;

import dev.rooms.transport.Handshake;

/** Hears of each client that has connected, before any of its events is handled. It may block and may throw. */
@FunctionalInterface
public interface ConnectListener {
    /** The client is connected; the handshake isn't kept after this returns. */
    void connected(Client client, Handshake handshake) throws Exception;
}
