package dev.rooms.security;

import dev.rooms.transport.Handshake;
import java.util.Optional;

/**
 * Says who a handshake, or a call of the HTTP API, comes from. It may block: it never runs on an I/O thread.
 *
 * <p>{@code handshake -> tokens.check(handshake.parameter("token")) ? Verdict.of("ada") : Verdict.unauthorized("Give a
 * token")}. An exception counts as a refusal with 401 and is logged.
 */
@FunctionalInterface
public interface Authenticator {
    /** Lets everyone in, as nobody in particular; the default. */
    Authenticator ALLOW = handshake -> Verdict.anonymous();

    /** Decides about one handshake or request. */
    Verdict authenticate(Handshake handshake);

    /** What was decided. */
    sealed interface Verdict {
        /** Let in, without saying who it is. */
        static Verdict anonymous() {
            return new Accepted(Optional.empty());
        }

        /** Let in, as {@link dev.rooms.Client#principal()} tells. */
        static Verdict of(String principal) {
            return new Accepted(Optional.of(principal));
        }

        /** Refused with 401: it didn't say who it is, or not credibly. */
        static Verdict unauthorized(String message) {
            return new Rejected(401, message);
        }

        /** Refused with 403: it is known, and may not. */
        static Verdict forbidden(String message) {
            return new Rejected(403, message);
        }
    }

    /** Let in. */
    record Accepted(Optional<String> principal) implements Verdict {}

    /**
     * Not let in.
     *
     * @param status 401 or 403
     * @param message why, for a person
     */
    record Rejected(int status, String message) implements Verdict {}
}
