package dev.rooms.http;

import dev.rooms.hub.Rate;
import dev.rooms.hub.TokenBucket;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How often each address may call: a bucket for each that called lately, and a bound on how many are remembered.
 *
 * <p>Concurrency: everything is guarded by {@code this}; a call costs one look-up, and the sweep over all comes once a
 * second at most.
 */
final class AddressRates {
    /** Some ten megabytes, whatever the addresses. */
    private static final int MAX_ADDRESSES = 100_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean limited;
    private final Rate rate;
    private final int maxAddresses;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private long sweptAt;

    /** So many requests a second, and twice as many at once; 0 is no limit. */
    AddressRates(int perSecond) {
        this(perSecond, MAX_ADDRESSES, System.nanoTime());
    }

    AddressRates(int perSecond, int maxAddresses, long now) {
        this.limited = perSecond > 0;
        this.rate = new Rate(perSecond, (int) Math.min(Integer.MAX_VALUE, 2L * perSecond));
        this.maxAddresses = maxAddresses;
        this.sweptAt = now;
    }

    /** Whether a request from there may be served now; a time of {@link System#nanoTime}. */
    boolean take(String address, long now) {
        if (!limited) {
            return true;
        }
        synchronized (this) {
            if (now - sweptAt >= NANOS_PER_SECOND) {
                sweptAt = now;
                buckets.values().removeIf(bucket -> bucket.isFull(now));
            }
            TokenBucket bucket = buckets.get(address);
            if (bucket == null) {
                makePlace();
                bucket = new TokenBucket(rate, now);
                buckets.put(address, bucket);
            }
            return bucket.take(now);
        }
    }

    /** Forgets any address when there are too many: to serve a few of a flood is better than to turn newcomers away. */
    private void makePlace() {
        if (buckets.size() >= maxAddresses) {
            Iterator<String> any = buckets.keySet().iterator();
            any.next();
            any.remove();
        }
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
