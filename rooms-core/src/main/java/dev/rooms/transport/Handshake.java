package dev.rooms.transport;

import dev.rooms.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The HTTP request that a client introduces itself with: a WebSocket upgrade, the first
 * request of long-polling, or a call of the HTTP API.
 *
 * @param kind what the request wants
 * @param path the path below the application's root, such as {@code /ws}
 * @param query query parameters, decoded
 * @param headers headers; names in lower case
 * @param remoteAddress the peer's address, without port
 * @param auth what a Socket.IO client gave as its {@code auth}; {@link Json#NULL} when there was none
 */
public record Handshake(
        Kind kind,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        String remoteAddress,
        Json auth) {

    /** What a request wants. */
    public enum Kind {
        /** To be a client, over WebSocket. */
        WEBSOCKET,
        /** To be a client of Socket.IO, over long-polling at first. */
        POLLING,
        /** To call the HTTP API. */
        HTTP
    }

    /** A request that brings no {@code auth} of Socket.IO's. */
    public Handshake(
            Kind kind,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String remoteAddress) {
        this(kind, path, query, headers, remoteAddress, Json.NULL);
    }

    public Handshake {
        Map<String, List<String>> parameters = new HashMap<>();
        query.forEach((name, values) -> parameters.put(name, List.copyOf(values)));
        query = Map.copyOf(parameters);
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** This request with what a Socket.IO client gave as its {@code auth}. */
    public Handshake withAuth(Json given) {
        return new Handshake(kind, path, query, headers, remoteAddress, given);
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }
}
