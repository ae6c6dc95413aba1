package dev.rooms.jakarta;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A session of the core's that writes down what it hears. */
final class CoreSession implements Session {
    final List<String> texts = new ArrayList<>();
    final List<ByteBuffer> binaries = new ArrayList<>();
    final List<CloseReason> ends = new ArrayList<>();
    int tooBig;

    @Override
    public void text(String text) {
        texts.add(text);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        binaries.add(
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip());
    }

    @Override
    public boolean ping() {
        return true;
    }

    @Override
    public void pong() {}

    @Override
    public void tooBig() {
        tooBig++;
    }

    @Override
    public void closed(CloseReason reason) {
        ends.add(reason);
    }
}
