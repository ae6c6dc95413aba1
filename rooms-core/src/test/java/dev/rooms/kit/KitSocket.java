package dev.rooms.kit;

import java.net.URI;
import java.nio.ByteBuffer;

/** The client's end of a WebSocket connection, by whichever library. */
public interface KitSocket {

    /** Sends a text message, and returns once it is handed over. */
    void send(String text);

    /** Sends a binary message, and returns once it is handed over. */
    void send(ByteBuffer bytes);

    /** Says goodbye with code 1000. */
    void close();

    /** Opens connections. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a connection and completes its handshake.
         *
         * @param inbox hears of what comes in, from before the first message on
         * @throws Exception when the handshake is refused
         */
        KitSocket open(URI uri, Inbox inbox) throws Exception;
    }

    /** Hears what comes from the server. */
    interface Inbox {
        /** A whole text message. */
        void text(String text);

        /** A whole binary message; a client of the plain protocol expects none, and passes over it. */
        default void binary(ByteBuffer bytes) {}

        /** The connection ended; 1006 when there was no close frame. */
        void closed(int code, String reason);
    }
}
