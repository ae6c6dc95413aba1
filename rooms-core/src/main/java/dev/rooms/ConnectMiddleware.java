package dev.rooms;

/**
 * Decides whether a client may connect to a namespace, after the {@link dev.rooms.security.Authenticator} and before anyone
 * hears of the client. It may block; it never runs on an I/O thread.
 */
@FunctionalInterface
public interface ConnectMiddleware {
    /**
     * Lets the client in by returning.
     *
     * @throws RefusedException to refuse it with that message: a Socket.IO client hears a {@code connect_error}, a plain one
     *     is answered with 403
     * @throws Exception anything else is logged, and refuses it without details
     */
    void check(Introduction introduction) throws Exception;
}
