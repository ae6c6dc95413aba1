package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A listener that keeps what it hears, and what it should never hear. Thread-safe. */
final class Ear implements EngineListener {
    private final EngineSocket socket;
    private final Handshake handshake;
    private final List<String> heard = new ArrayList<>();
    private final List<CloseReason> ends = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile Consumer<String> whenHeard = message -> {};
    private volatile Runnable whenEnded = () -> {};

    Ear(EngineSocket socket, Handshake handshake) {
        this.socket = socket;
        this.handshake = handshake;
    }

    EngineSocket socket() {
        return socket;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Does this with each message, while it is heard. */
    void whenHeard(Consumer<String> reaction) {
        whenHeard = reaction;
    }

    /** Does this when it is told the end. */
    void whenEnded(Runnable reaction) {
        whenEnded = reaction;
    }

    /** All messages so far, binary ones as {@code #} and hexadecimal digits. */
    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    List<CloseReason> ends() {
        return ends;
    }

    /** Calls that overlapped, or came after the end. */
    List<String> faults() {
        return faults;
    }

    @Override
    public void text(String text) {
        hear(text);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        hear("#" + HexFormat.of().formatHex(copy));
    }

    private void hear(String message) {
        enter(message);
        try {
            synchronized (heard) {
                heard.add(message);
            }
            whenHeard.accept(message);
        } finally {
            inside.decrementAndGet();
        }
    }

    private void enter(String call) {
        if (inside.getAndIncrement() > 0) {
            faults.add("overlaps: " + call);
        }
        if (!ends.isEmpty()) {
            faults.add("after the end: " + call);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        enter("closed");
        ends.add(reason);
        inside.decrementAndGet();
        whenEnded.run();
    }
}
