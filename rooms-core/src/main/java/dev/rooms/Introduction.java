package dev.rooms;

import dev.rooms.transport.Handshake;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/**
 * A client that wants to connect.
 *
 * @param namespace where to
 * @param clientName the name that it gave, or "anonymous"
 * @param principal who it is, where an authenticator said so
 * @param handshake how it asked; a Socket.IO client's {@code auth} is in {@link Handshake#auth()}
 * @param attributes what the client carries from here on, as {@link Client#attributes()}
 */
public record Introduction(
        String namespace,
        String clientName,
        Optional<String> principal,
        Handshake handshake,
        ConcurrentMap<String, Object> attributes) {}
