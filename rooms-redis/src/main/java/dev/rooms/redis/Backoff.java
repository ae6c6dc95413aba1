package dev.rooms.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Longer and longer pauses between tries, shortened at random. For one thread. */
final class Backoff {
    private final long min;
    private final long max;
    private long next;

    Backoff(Duration min, Duration max) {
        this.min = min.toNanos();
        this.max = max.toNanos();
        next = this.min;
    }

    /** The pause before the next try. */
    Duration next() {
        long longest = next;
        next = Math.min(max, 2 * longest);
        return Duration.ofNanos(longest - ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    /** All is well: the next trouble begins with the shortest pause. */
    void reset() {
        next = min;
    }
}
