package dev.rooms.kit;

import dev.rooms.backplane.Backplane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that keeps what its backplane tells it. Thread-safe. */
public final class RecordingReceiver implements Backplane.Receiver {
    private final List<String> messages = new ArrayList<>();
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger parted = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** A server that was told nothing yet. */
    public RecordingReceiver() {}

    /** All messages so far, each as its channel, a blank and its bytes as Latin-1. */
    public List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** How often it was told that the bus is reached. */
    public int joinedTimes() {
        return joined.get();
    }

    /** How often it was told that the bus isn't reached any more. */
    public int partedTimes() {
        return parted.get();
    }

    /** How many messages it was told to be lost. */
    public int lostMessages() {
        return lost.get();
    }

    @Override
    public void received(String channel, byte[] message) {
        synchronized (messages) {
            messages.add(channel + " " + new String(message, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void joined() {
        joined.incrementAndGet();
    }

    @Override
    public void parted(String why) {
        parted.incrementAndGet();
    }

    @Override
    public void lost(int some) {
        lost.addAndGet(some);
    }
}
