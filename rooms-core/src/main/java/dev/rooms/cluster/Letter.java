package dev.rooms.cluster;

import java.util.List;

/** What servers say to each other. */
sealed interface Letter {

    /**
     * Does that to your clients.
     *
     * @param number the how manieth of the sender's it is; the same in all channels that it is published to
     */
    record Published(long number, Publication publication) implements Letter {}

    /**
     * I am there.
     *
     * @param number counts the sender's beats
     * @param hello whether all who hear it should say so at once, too
     * @param rosterVersion how often the sender's {@link Roster} has changed
     */
    record Beat(long number, boolean hello, long rosterVersion) implements Letter {}

    /** I leave, and all my clients with me. */
    record Goodbye() implements Letter {}

    /** A client has come; that is the sender's roster's version now. */
    record Arrived(long version, Presence client) implements Letter {}

    /** A client has gone. */
    record Departed(long version, String clientId) implements Letter {}

    /** Tell me all of your clients. */
    record RosterWanted() implements Letter {}

    /** Some of the sender's clients at that version, and how many such parts there are. */
    record RosterPart(long version, int part, int parts, List<Presence> clients) implements Letter {}

    /** Answer this. */
    record Asked(long number, Question question) implements Letter {}

    /** The answer, or a part of it. */
    record Replied(long number, int part, boolean last, Reply reply) implements Letter {}
}
