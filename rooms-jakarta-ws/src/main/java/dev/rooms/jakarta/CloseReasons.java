package dev.rooms.jakarta;

import dev.rooms.transport.CloseReason;
import java.nio.charset.StandardCharsets;

/** Says the core's close reasons in the standard's words. */
final class CloseReasons {
    /** What fits into a close frame beside the code (RFC 6455 §5.5), in bytes. */
    private static final int MAX_TEXT_BYTES = 123;

    private CloseReasons() {}

    static jakarta.websocket.CloseReason of(CloseReason reason) {
        return of(reason, reason.text());
    }

    /** A reason with a text of its own, which is cut where a close frame ends. */
    static jakarta.websocket.CloseReason of(CloseReason reason, String text) {
        return new jakarta.websocket.CloseReason(
                jakarta.websocket.CloseReason.CloseCodes.getCloseCode(reason.code()), shortened(text));
    }

    private static String shortened(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_TEXT_BYTES) {
            return text;
        }
        int end = MAX_TEXT_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            // In the middle of a character: it goes as a whole.
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
