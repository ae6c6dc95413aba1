package dev.rooms.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client that was lost, as its server hands it over to another one that it comes back to.
 *
 * @param clientId its id
 * @param clientName its name
 * @param principal who an authenticator said it is
 * @param attributes what an embedder keeps with it: of the types that {@link Portable} allows
 * @param rooms those that it was in
 * @param progress what was published and is past for it: it had that, or it is among what it missed
 */
public record Session(
        String clientId,
        String clientName,
        Optional<String> principal,
        Map<String, Object> attributes,
        List<String> rooms,
        Progress progress) {
    public Session {
        attributes = Map.copyOf(attributes);
        rooms = List.copyOf(rooms);
    }
}
