package dev.rooms.cluster;

import dev.rooms.backplane.Backplane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A backplane that only keeps what it is told. Thread-safe. */
final class RecordingBackplane implements Backplane {
    private final List<String> calls = new ArrayList<>();
    private final List<byte[]> published = new ArrayList<>();
    private volatile boolean taking = true;

    /** What it was told of subscriptions, in order: {@code +channels}, {@code -channels}. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized List<byte[]> published() {
        return List.copyOf(published);
    }

    /** Takes nothing from now on, or does so again. */
    void setTaking(boolean taking) {
        this.taking = taking;
    }

    @Override
    public void start(Receiver receiver) {}

    @Override
    public synchronized boolean publish(String channel, byte[] message) {
        if (taking) {
            published.add(message);
        }
        return taking;
    }

    @Override
    public synchronized void subscribe(Set<String> channels) {
        calls.add("+" + String.join(",", channels));
    }

    @Override
    public synchronized void unsubscribe(Set<String> channels) {
        calls.add("-" + String.join(",", channels));
    }

    @Override
    public void close() {}
}
