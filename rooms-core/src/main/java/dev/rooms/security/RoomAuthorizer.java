package dev.rooms.security;

import dev.rooms.Client;

/**
 * Says whether a client may do what it asks for in a room, by the events of CONTRACT §2. It must not block: decide by
 * what is known of the client, such as {@link Client#principal()} and {@link Client#attributes()}. An exception counts
 * as a no and is logged. The embedder's own {@code client.join(room)} isn't asked about.
 */
@FunctionalInterface
public interface RoomAuthorizer {
    /** Everyone may join and send everywhere; the default, as the contract's clients expect. */
    RoomAuthorizer ALLOW = (client, action, room) -> true;

    /** Only the members of a room may send to it. */
    RoomAuthorizer MEMBERS_ONLY = (client, action, room) -> action != RoomAction.SEND || client.isIn(room);

    /** Whether the client may do this in that room. */
    boolean allows(Client client, RoomAction action, String room);

    /** What a client may ask to do in a room. */
    enum RoomAction {
        JOIN,
        SEND
    }
}
