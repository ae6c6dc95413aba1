package dev.rooms.cluster;

import java.util.Optional;

/** What one server asks all others. */
public sealed interface Question {

    /** Sends an event to the client with that id, if it is yours; answered with {@link Reply.Count}, of 1 or 0. */
    record Send(String namespace, String clientId, Event event) implements Question {}

    /** Does that, and tells to how many; answered with {@link Reply.Count}. */
    record Apply(Publication publication) implements Question {}

    /**
     * Sends an event to those of yours, and tells what they answer within that time; answered with {@link Reply.Acks}.
     *
     * @param timeoutMillis how long they have
     */
    record EmitWithAck(Whom whom, Event event, long timeoutMillis) implements Question {}

    /**
     * Hands over a client of yours that was lost and has come here, and forgets it; answered with {@link Reply.HandedOver},
     * or with {@link Reply.NotHere}.
     *
     * @param pid the secret that it came with
     * @param offset the last that it received; empty when it received nothing
     * @param principal who an authenticator says it is
     */
    record HandOver(String namespace, String pid, Optional<String> offset, Optional<String> principal)
            implements Question {}

    /** How many of them do you have? Answered with {@link Reply.Count}. */
    record HowMany(Whom whom) implements Question {}

    /** Who of them do you have? Answered with {@link Reply.Found}. */
    record Find(Whom whom) implements Question {}

    /** Which are your first rooms after that name? Answered with {@link Reply.Rooms}. */
    record RoomsAfter(String namespace, String after, int limit) implements Question {}

    /** Who are your first members of that room after that id? Answered with {@link Reply.Members}. */
    record MembersAfter(String namespace, String room, String after, int limit) implements Question {}
}
