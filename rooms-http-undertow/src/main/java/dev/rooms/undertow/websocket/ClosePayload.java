package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import org.jspecify.annotations.Nullable;

/** Reads what a close frame carries: nothing, or a code and perhaps a text (RFC 6455 §5.5.1). */
final class ClosePayload {
    /** Stands for a close frame without a code (RFC 6455 §7.1.5). */
    private static final int NO_CODE = 1005;

    private ClosePayload() {}

    /** What is wrong with it, or null. */
    static @Nullable CloseReason fault(byte[] payload, int size) {
        if (size == 0) {
            return null;
        }
        if (size == 1 || !mayBeSent(code(payload, size))) {
            return CloseReason.PROTOCOL_ERROR;
        }
        return Utf8.check(Utf8.WHOLE, payload, 2, size) == Utf8.WHOLE ? null : CloseReason.INVALID_TEXT;
    }

    /** The code of a payload without fault. */
    static int code(byte[] payload, int size) {
        return size == 0 ? NO_CODE : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }

    /** Registered codes that may stand in a frame, and those for libraries and applications (RFC 6455 §7.4.2). */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
