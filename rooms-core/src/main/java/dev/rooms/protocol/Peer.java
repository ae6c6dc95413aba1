package dev.rooms.protocol;

import dev.rooms.message.ErrorMessage;

/** The client behind a connection, as its protocol tells it what came in. */
public interface Peer {

    /** An event came in. */
    void received(Received received);

    /** Something came in that is no event. */
    void refused(ErrorMessage error);
}
