package dev.rooms.hub;

/**
 * What is left of a {@link Rate}, for one who is limited. All that it keeps is when it will be full again. Not thread-safe;
 * times are {@link System#nanoTime}.
 */
public final class TokenBucket {
    private final Rate rate;
    private long fullAt;

    /** A full bucket. */
    public TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.fullAt = now;
    }

    /** Takes one, if there is one. */
    public boolean take(long now) {
        long before = isFull(now) ? now : fullAt;
        long after = before + rate.nanosForOne();
        if (after - now > rate.nanosOfBurst()) {
            return false;
        }
        fullAt = after;
        return true;
    }

    /** Whether it is full by now, so that a new one would do as well. */
    public boolean isFull(long now) {
        return fullAt - now <= 0;
    }

    Rate rate() {
        return rate;
    }
}
