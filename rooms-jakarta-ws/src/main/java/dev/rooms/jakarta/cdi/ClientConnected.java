package dev.rooms.jakarta.cdi;

import dev.rooms.Client;
import dev.rooms.transport.Handshake;

/**
 * Tells observers of a client that has connected, before any of its events is handled. They may block; what they throw is
 * logged, and the client stays.
 *
 * <p>It is fired for the main namespace and for those that a method with {@link dev.rooms.OnEvent} names; to observers, and
 * to asynchronous ones.
 *
 * @param client who came
 * @param handshake what it came with
 * @param namespace where to; {@code /} is the main one, where plain clients are
 */
public record ClientConnected(Client client, Handshake handshake, String namespace) {}
