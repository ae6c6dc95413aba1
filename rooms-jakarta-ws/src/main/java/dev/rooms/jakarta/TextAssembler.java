package dev.rooms.jakarta;

import dev.rooms.transport.Session;
import jakarta.websocket.MessageHandler;
import org.jspecify.annotations.Nullable;

/** Puts text messages together from their parts. Called by one thread at a time. */
final class TextAssembler implements MessageHandler.Partial<String> {
    private final Session session;
    private final MessageSize size;
    private @Nullable StringBuilder before;

    TextAssembler(Session session, int maxBytes) {
        this.session = session;
        this.size = new MessageSize(session, maxBytes);
    }

    @Override
    public void onMessage(String part, boolean last) {
        // A character is a byte at least, so most of what is too big needn't be counted.
        int more = part.length() > size.left() ? part.length() : utf8Length(part);
        if (!size.admits(more)) {
            before = null;
        } else if (last) {
            String text = before == null ? part : before.append(part).toString();
            before = null;
            size.begin();
            session.text(text);
        } else {
            if (before == null) {
                before = new StringBuilder(2 * part.length());
            }
            before.append(part);
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
