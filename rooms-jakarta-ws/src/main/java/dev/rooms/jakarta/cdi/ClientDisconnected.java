package dev.rooms.jakarta.cdi;

import dev.rooms.Client;
import dev.rooms.transport.CloseReason;

/**
 * Tells observers of a client that has gone, after its last event, when it is in no room any more. Otherwise as
 * {@link ClientConnected}.
 *
 * @param client who left
 * @param reason why
 * @param namespace where it was
 */
public record ClientDisconnected(Client client, CloseReason reason, String namespace) {}
