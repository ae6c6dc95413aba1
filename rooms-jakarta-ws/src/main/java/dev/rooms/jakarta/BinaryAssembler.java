package dev.rooms.jakarta;

import dev.rooms.transport.Session;
import jakarta.websocket.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts binary messages together from their parts, whose buffers are the container's. Called by one thread at a time. */
final class BinaryAssembler implements MessageHandler.Partial<ByteBuffer> {
    private final Session session;
    private final MessageSize size;
    private @Nullable ByteArrayOutputStream before;

    BinaryAssembler(Session session, int maxBytes) {
        this.session = session;
        this.size = new MessageSize(session, maxBytes);
    }

    @Override
    public void onMessage(ByteBuffer part, boolean last) {
        if (!size.admits(part.remaining())) {
            before = null;
        } else if (last) {
            ByteBuffer message =
                    before == null ? part : ByteBuffer.wrap(append(before, part).toByteArray());
            before = null;
            size.begin();
            session.binary(message);
        } else {
            before = append(before == null ? new ByteArrayOutputStream(2 * part.remaining()) : before, part);
        }
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream bytes, ByteBuffer part) {
        byte[] piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
        return bytes;
    }
}
