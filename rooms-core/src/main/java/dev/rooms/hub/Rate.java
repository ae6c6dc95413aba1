package dev.rooms.hub;

/** A rate limit: so many a second, and a burst at once. Immutable, and shared by all {@link TokenBucket}s of that rate. */
public final class Rate {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int perSecond;
    private final long nanosForOne;
    private final long nanosOfBurst;

    /**
     * A rate.
     *
     * @param perSecond how many a second; 0 is no limit
     * @param burst how many at once, after a while of none; at least 1 where there is a limit
     */
    public Rate(int perSecond, int burst) {
        this.perSecond = perSecond;
        this.nanosForOne = perSecond == 0 ? 0 : Math.max(1, NANOS_PER_SECOND / perSecond);
        this.nanosOfBurst = nanosForOne * burst;
    }

    int perSecond() {
        return perSecond;
    }

    /** The time that it takes to gain one. */
    long nanosForOne() {
        return nanosForOne;
    }

    /** The time that it takes to gain all that can be saved up. */
    long nanosOfBurst() {
        return nanosOfBurst;
    }
}
