package dev.rooms.jakarta.container;

import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import jakarta.websocket.SendHandler;

/** Where the texts and bytes of one session are written. */
public interface Outlet {
    /** The lane that the session belongs to; the same for as long as it lasts. */
    Lane lane();

    /**
     * Whether frames may be written while the container still opens the session. Where they may not, the first waits until
     * {@code onOpen} is over: a container that isn't known may lose sight of a connection that closes before, and a client
     * that has heard nothing has nothing to go after.
     */
    boolean writesWhileOpening();

    /**
     * Starts to write a frame without blocking, and tells the handler once it is written or failed, from any thread, this
     * one included. Called again only after that.
     *
     * @param frame a text or binary one
     * @throws RuntimeException when it can't be written; the handler isn't told then
     */
    void write(Frame frame, SendHandler handler);
}
