package dev.rooms.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the server did since it started. Counters only grow; gauges (clients, rooms, memberships) are asked of
 * {@link dev.rooms.Rooms}. Thread-safe; counting takes no lock.
 */
public final class Measurements {
    /** Something that is counted. */
    public enum Counter {
        CONNECTED("Clients that connected"),
        DISCONNECTED("Clients that disconnected"),
        HANDSHAKES_REFUSED("Handshakes that were refused"),
        SLOW_CLIENTS_DROPPED("Clients that were closed because they were too slow"),
        HEARTBEATS_MISSED("Clients that were closed because they didn't answer the heartbeat"),
        MESSAGES_IN("Messages that came from clients"),
        BYTES_IN("Characters of messages that came from clients"),
        MESSAGES_OUT("Messages that were queued for clients"),
        BYTES_OUT("Payload bytes of messages that were queued for clients"),
        BROADCASTS("Events that were sent to rooms or to everyone"),
        INPUTS_REFUSED("Messages of clients that were answered with an error"),
        RATE_LIMITED("Messages of clients over their rate limit"),
        HTTP_REQUESTS("HTTP requests to the API"),
        HTTP_ERRORS("HTTP requests that were answered with an error"),
        HANDLER_FAILURES("Handlers and listeners that threw"),
        BACKPLANE_OUT("Messages that were handed to the backplane"),
        BACKPLANE_IN("Messages of other servers that came"),
        BACKPLANE_UNSENT("Messages that the backplane couldn't take"),
        BACKPLANE_LOST("Messages of other servers that never came, or came too late to be done"),
        BACKPLANE_REFUSED("Messages on the backplane that aren't ours, or aren't in our language");

        private final String description;

        Counter(String description) {
            this.description = description;
        }

        /** What it counts, for a person. */
        public String description() {
            return description;
        }
    }

    private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
    private final LongAdder broadcastNanos = new LongAdder();
    private final LongAccumulator slowestBroadcastNanos = new LongAccumulator(Math::max, 0);

    /** All at zero. */
    public Measurements() {
        for (Counter counter : Counter.values()) {
            counters.put(counter, new LongAdder());
        }
    }

    private LongAdder adder(Counter counter) {
        return Objects.requireNonNull(counters.get(counter), "every counter has an adder");
    }

    /** Counts one. */
    public void count(Counter counter) {
        adder(counter).increment();
    }

    /** Counts some. */
    public void count(Counter counter, long amount) {
        adder(counter).add(amount);
    }

    /** Counts one broadcast that was queued for its last recipient after this time. */
    public void broadcast(long nanos) {
        count(Counter.BROADCASTS);
        broadcastNanos.add(nanos);
        slowestBroadcastNanos.accumulate(nanos);
    }

    /** How often it was counted. */
    public long get(Counter counter) {
        return adder(counter).sum();
    }

    /** The time that all broadcasts took together, from the emit until the last recipient's queue had it, in ns. */
    public long broadcastNanos() {
        return broadcastNanos.sum();
    }

    /** The time that the slowest broadcast since the last call took, in ns. */
    public long takeSlowestBroadcastNanos() {
        return slowestBroadcastNanos.getThenReset();
    }
}
