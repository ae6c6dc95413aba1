package dev.rooms.transport;

/**
 * Why a connection ends: the one table of close codes (RFC 6455 §7.4), their texts, and whether the client may come
 * back.
 *
 * <p>The text fits into a close frame (123 bytes at most). Immutable and thread-safe.
 */
public enum CloseReason {
    /** The client or the application ended the connection. */
    NORMAL(1000, "Bye", true),
    /** The server drains before it stops; another server, or this one after its restart, will take the client. */
    GOING_AWAY(1001, "Going away", true),
    /** The peer broke the WebSocket protocol. */
    PROTOCOL_ERROR(1002, "Protocol error", false),
    /** A binary message came where the protocol knows text alone (CONTRACT §3). */
    UNSUPPORTED_DATA(1003, "Only text messages are understood here", false),
    /** The connection was lost without a close frame; never sent (RFC 6455 §7.1.5). */
    LOST(1006, "Connection lost", true),
    /** A text message that is not UTF-8. */
    INVALID_TEXT(1007, "Text is not UTF-8", false),
    /** The handshake was refused where the container can't answer it with a status, or control frames flood in. */
    POLICY_VIOLATION(1008, "Refused by policy", false),
    /** A message over the limit on its bytes (CONTRACT §5). */
    TOO_BIG(1009, "Message too big", false),
    /** Something failed in the server. */
    INTERNAL_ERROR(1011, "Internal error", true),
    /** More waits for this client than it may keep waiting, or one send took too long (CONTRACT §5). */
    TOO_SLOW(1013, "Try again later", true),
    /** The server has as many connections as it may have. */
    FULL(1013, "Try again later", true),
    /** No pong came before the heartbeat's deadline. */
    NO_HEARTBEAT(1001, "No answer to the heartbeat", true);

    private final int code;
    private final String text;
    private final boolean mayReturn;

    CloseReason(int code, String text, boolean mayReturn) {
        this.code = code;
        this.text = text;
        this.mayReturn = mayReturn;
    }

    /** The close code of RFC 6455 §7.4.1. */
    public int code() {
        return code;
    }

    /** The text of the close frame, for a person. */
    public String text() {
        return text;
    }

    /** Whether the same client may connect again without changing anything. */
    public boolean mayReturn() {
        return mayReturn;
    }

    /** Whether frames that still wait are dropped rather than sent before the close frame. */
    public boolean dropsWaiting() {
        return this == TOO_SLOW || this == LOST || this == NO_HEARTBEAT;
    }

    /** The reason that stands for a code that a peer or a container reported. */
    public static CloseReason ofCode(int code) {
        return switch (code) {
            case 1000, 1005 -> NORMAL;
            case 1001 -> GOING_AWAY;
            case 1002 -> PROTOCOL_ERROR;
            case 1003 -> UNSUPPORTED_DATA;
            case 1007 -> INVALID_TEXT;
            case 1008 -> POLICY_VIOLATION;
            case 1009 -> TOO_BIG;
            case 1011 -> INTERNAL_ERROR;
            case 1013 -> TOO_SLOW;
            default -> code >= 3000 ? NORMAL : LOST;
        };
    }
}
