package dev.rooms.engineio;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.rooms.http.HttpResponse;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;

/**
 * Why a request is refused. The codes and their texts are those that clients of Engine.IO v4 know.
 *
 * @param status the HTTP status
 * @param code the number that clients are told
 * @param message what was wrong, for a person
 * @param reason what a WebSocket is closed with where it can't be refused with a status
 */
record EngineError(int status, int code, String message, CloseReason reason) {
    static final EngineError UNKNOWN_TRANSPORT = policy(400, 0, "Transport unknown");
    static final EngineError UNKNOWN_SID = policy(400, 1, "Session ID unknown");
    static final EngineError BAD_METHOD = policy(400, 2, "Bad handshake method");
    static final EngineError BAD_REQUEST = policy(400, 3, "Bad request");
    static final EngineError FOREIGN_ORIGIN = policy(403, 4, "Forbidden");
    static final EngineError UNSUPPORTED_VERSION = policy(400, 5, "Unsupported protocol version");

    /** Nobody is let in any more. */
    static final EngineError SHUTTING_DOWN =
            new EngineError(503, 4, "the server is shutting down; connect again later", CloseReason.GOING_AWAY);

    /** Something of the embedder's failed, and its log says what. */
    static final EngineError FAILED = policy(500, 4, "the server can't open a session now; try again later");

    static final EngineError TOO_LARGE = policy(413, 3, "Payload too large");

    private static final int FORBIDDEN = 4;

    /** What a gate said. */
    static EngineError of(Admission.Refused refused) {
        return new EngineError(refused.status(), FORBIDDEN, refused.message(), refused.reason());
    }

    private static EngineError policy(int status, int code, String message) {
        return new EngineError(status, code, message, CloseReason.POLICY_VIOLATION);
    }

    Admission.Refused refused() {
        return new Admission.Refused(status, message, reason);
    }

    HttpResponse response() {
        String json = "{\"code\":" + code + ",\"message\":" + TextNode.valueOf(message) + "}";
        return HttpResponse.of(status, "application/json", json).withHeader("Cache-Control", "no-store");
    }
}
