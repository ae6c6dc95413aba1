package dev.rooms.hub;

import dev.rooms.message.ErrorMessage;
import java.util.List;
import java.util.Optional;

/** The rate limit of one connection's messages, which says so once a second. Not thread-safe. */
public final class MessageRate {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final TokenBucket bucket;
    private long warnedAt;

    /** What that rate allows, from now on. */
    public MessageRate(Rate rate, long now) {
        this.bucket = new TokenBucket(rate, now);
        this.warnedAt = now - NANOS_PER_SECOND;
    }

    /** Whether the message that came now is one too many. */
    public boolean isOver(long now) {
        return !bucket.take(now);
    }

    /** What to tell a client that is over its rate; empty when it was told a moment ago. */
    public Optional<ErrorMessage> warning(long now) {
        if (now - warnedAt < NANOS_PER_SECOND) {
            return Optional.empty();
        }
        warnedAt = now;
        return Optional.of(new ErrorMessage(
                "a client may send " + bucket.rate().perSecond() + " messages a second; messages over that are dropped",
                null,
                List.of()));
    }
}
