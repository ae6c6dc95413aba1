package dev.rooms.transport;

/** The answer to a handshake: come in, or not. */
public sealed interface Admission {

    /**
     * The client may connect. The transport completes the handshake and calls {@link #open} once; if the handshake fails
     * instead, there is nothing to undo.
     */
    non-sealed interface Granted extends Admission {
        /**
         * Opens the session on the new connection. Call it before the first frame is read, in the thread (or lane) that
         * will read it.
         */
        Session open(ClientChannel channel);
    }

    /**
     * The client may not connect.
     *
     * @param status the HTTP status that says so (400, 401, 403 or 503)
     * @param message what was wrong and what to do, for a person
     * @param reason what a container that can't answer with a status closes the new connection with
     */
    record Refused(int status, String message, CloseReason reason) implements Admission {}
}
