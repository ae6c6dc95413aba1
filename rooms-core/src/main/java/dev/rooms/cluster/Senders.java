package dev.rooms.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What came from whom so far: by that, doubles and what comes too late are sorted out, and what is missing is counted.
 * Whoever hasn't been heard of for some minutes is forgotten.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class Senders {
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** Of letters that come on several channels, how many are remembered to be recognised. */
    private static final int ONCE_REMEMBERED = 1_024;

    private final Map<NodeId, Sender> senders = new HashMap<>();

    private static final class Sender {
        private final Map<String, Long> lastSequence = new HashMap<>();
        private final Map<Long, Boolean> several = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                return size() > ONCE_REMEMBERED;
            }
        };
        private long heardNanos;
    }

    /** What a sequence number tells. */
    enum Place {
        NEXT,
        /** It was here already, or something after it. */
        PASSED
    }

    /**
     * Takes note of what came.
     *
     * @param place whether to go on with it
     * @param missing how many before it didn't come
     */
    record Note(Place place, long missing) {}

    synchronized Note note(NodeId from, String channel, long sequence) {
        Sender sender = senders.computeIfAbsent(from, unknown -> new Sender());
        sender.heardNanos = System.nanoTime();
        Long last = sender.lastSequence.get(channel);
        if (last != null && sequence <= last) {
            return new Note(Place.PASSED, 0);
        }
        sender.lastSequence.put(channel, sequence);
        // What was published before this server first heard that channel, it never had a claim to.
        return new Note(Place.NEXT, last == null ? 0 : sequence - last - 1);
    }

    /** Whether a letter that comes on several channels is here for the first time. */
    synchronized boolean isFirst(NodeId from, long number) {
        Sender sender = senders.computeIfAbsent(from, unknown -> new Sender());
        return sender.several.put(number, true) == null;
    }

    /** Nothing of that channel is wanted any more, so what comes when it is wanted again misses nothing before it. */
    synchronized void forget(String channel) {
        senders.values().forEach(sender -> sender.lastSequence.remove(channel));
    }

    /** Forgets those who haven't been heard of for long. */
    synchronized void forgetSilent() {
        long now = System.nanoTime();
        senders.values().removeIf(sender -> now - sender.heardNanos > FORGET_NANOS);
    }
}
