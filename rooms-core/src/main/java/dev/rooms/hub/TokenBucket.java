package dev.rooms.hub;

/**
 * A rate limit: so many a second, and a burst at once. Not thread-safe; times are {@link System#nanoTime}.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledAt;

    /** A full bucket. */
    public TokenBucket(int perSecond, int burst, long now) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes one, if there is one. */
    public boolean take(long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) * perNano);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Whether it would be full by now, so that a new one would do as well. */
    public boolean isFull(long now) {
        return tokens + (now - filledAt) * perNano >= burst;
    }
}
