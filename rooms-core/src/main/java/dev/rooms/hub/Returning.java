package dev.rooms.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says that wants to come back.
 *
 * @param pid the secret that it was given
 * @param offset the last that it received; empty when it received nothing
 * @param principal who an authenticator says it is; null if it doesn't
 */
record Returning(
        String pid, Optional<String> offset, @Nullable String principal) {

    /** What it says in its {@code auth}; empty when it doesn't want to. */
    static Optional<Returning> of(JsonNode auth, @Nullable String principal) {
        return text(auth, "pid").map(pid -> new Returning(pid, text(auth, "offset"), principal));
    }

    private static Optional<String> text(JsonNode auth, String field) {
        return Optional.ofNullable(auth.path(field).textValue());
    }
}
