package dev.rooms.jakarta;

import dev.rooms.transport.Session;
import jakarta.websocket.MessageHandler;
import org.jspecify.annotations.Nullable;

/**
 * Puts text messages together from their parts, and refuses one that grows over the limit before it holds more.
 *
 * <p>A container that hands over whole messages needs a buffer of the largest one allowed for each session; parts need
 * one only while a message is longer than a part. Called by one thread at a time.
 */
final class TextAssembler implements MessageHandler.Partial<String> {
    private final Session session;
    private final int maxBytes;
    private @Nullable StringBuilder before;
    private int bytes;
    private boolean overflown;

    TextAssembler(Session session, int maxBytes) {
        this.session = session;
        this.maxBytes = maxBytes;
    }

    @Override
    public void onMessage(String part, boolean last) {
        if (overflown) {
            return;
        }
        int left = maxBytes - bytes;
        // A character is a byte at least, so most of what is too big needn't be counted.
        int more = part.length() > left ? part.length() : utf8Length(part);
        if (more > left) {
            overflown = true;
            before = null;
            session.tooBig();
        } else if (last) {
            String text = before == null ? part : before.append(part).toString();
            before = null;
            bytes = 0;
            session.text(text);
        } else {
            if (before == null) {
                before = new StringBuilder(2 * part.length());
            }
            before.append(part);
            bytes += more;
        }
    }

    /** Bytes in UTF-8, also where a part begins or ends within a surrogate pair. */
    private static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A pair is four bytes, so each half of it counts two.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }
}
