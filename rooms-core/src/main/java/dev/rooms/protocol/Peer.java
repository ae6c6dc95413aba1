package dev.rooms.protocol;

import dev.rooms.message.ErrorMessage;
import dev.rooms.payload.ParsedArguments;

/** The client behind a connection, as its protocol tells it what came in. */
public interface Peer {

    /** An event came in. */
    void received(Received received);

    /**
     * An acknowledgement came in.
     *
     * @param ackId what it answers
     * @return false when nobody waits for it
     */
    boolean acknowledged(String ackId, ParsedArguments answer);

    /** Something came in that is no event, or none that can be read. */
    void refused(ErrorMessage error);
}
