package dev.rooms;

import java.util.List;
import java.util.Optional;

/**
 * A client as it was when it was looked for.
 *
 * @param id its id
 * @param name its name
 * @param principal who it is, where an authenticator said so
 * @param rooms the rooms that it was in, in no order
 */
public record FoundClient(String id, String name, Optional<String> principal, List<String> rooms) {
    public FoundClient {
        rooms = List.copyOf(rooms);
    }
}
