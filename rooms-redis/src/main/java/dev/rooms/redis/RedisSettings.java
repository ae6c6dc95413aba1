package dev.rooms.redis;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where Redis is, and what reaching it may cost.
 *
 * <p>{@code RedisSettings.of("rediss://rooms:secret@redis.example:6380").withPrefix("chat")}. Immutable. Its text leaves out
 * the user and the password.
 *
 * @param uri where Redis is, as Lettuce reads it: {@code redis://host:6379}, {@code rediss://} for TLS,
 *     {@code redis-sentinel://host1,host2:26379#name-of-the-master}, {@code redis-cluster://host1,host2:6379} (or
 *     {@code rediss-cluster://}) with some nodes of a cluster; each with {@code user:password@} before the hosts where Redis
 *     asks for them. A {@code timeout} in it is ignored: that is a setting here
 * @param prefix what the channels' names begin with in Redis, so that several sites can share one: a channel is
 *     {@code prefix:channel}; 1 to 64 letters, digits, dashes and colons; default {@code rooms}
 * @param maxWaitingMessages messages that may be on their way to Redis without its answer; default 10,000; of a
 *     cluster to each of its nodes. More is dropped
 * @param maxWaitingBytes bytes of those messages; default 64 MiB. More is dropped, so this bounds a single message, too
 * @param minReconnectDelay time before the first try to connect anew; default 50 ms. It doubles with each further try
 * @param maxReconnectDelay time between two tries to connect, at most; default 5 s. Each is shortened by up to a half, at
 *     random, so that many servers don't come all at once
 * @param timeout time that Redis has to take a connection, and to answer what is asked about it; default 5 s. Then the
 *     connection is given up, and made anew
 * @param probeInterval time between two messages by which a server asks itself whether it hears what it publishes;
 *     default 1 s. When two in a row are lost the connections are made anew
 */
public record RedisSettings(
        String uri,
        String prefix,
        int maxWaitingMessages,
        long maxWaitingBytes,
        Duration minReconnectDelay,
        Duration maxReconnectDelay,
        Duration timeout,
        Duration probeInterval) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9:-]{1,64}");
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks that each value is one that can be kept.
     *
     * @throws IllegalArgumentException that names the setting, its value (but no password) and what is allowed
     */
    public RedisSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "prefix is \"" + prefix + "\"; give 1 to 64 letters, digits, dashes and colons");
        }
        atLeastOne(maxWaitingMessages, "maxWaitingMessages");
        atLeastOne(maxWaitingBytes, "maxWaitingBytes");
        reasonable(minReconnectDelay, "minReconnectDelay");
        reasonable(maxReconnectDelay, "maxReconnectDelay");
        reasonable(timeout, "timeout");
        reasonable(probeInterval, "probeInterval");
        if (maxReconnectDelay.compareTo(minReconnectDelay) < 0) {
            throw new IllegalArgumentException("maxReconnectDelay is " + maxReconnectDelay
                    + "; give no less than minReconnectDelay, which is " + minReconnectDelay);
        }
        Target.read(uri, timeout);
    }

    /**
     * The defaults, for the Redis at that URI.
     *
     * @throws IllegalArgumentException when it can't be read
     */
    public static RedisSettings of(String uri) {
        return new RedisSettings(
                uri,
                "rooms",
                10_000,
                64L << 20,
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
    }

    /** These settings with another {@code uri}. */
    public RedisSettings withUri(String value) {
        return new RedisSettings(
                value,
                prefix,
                maxWaitingMessages,
                maxWaitingBytes,
                minReconnectDelay,
                maxReconnectDelay,
                timeout,
                probeInterval);
    }

    /** These settings with another {@code prefix}. */
    public RedisSettings withPrefix(String value) {
        return new RedisSettings(
                uri,
                value,
                maxWaitingMessages,
                maxWaitingBytes,
                minReconnectDelay,
                maxReconnectDelay,
                timeout,
                probeInterval);
    }

    /** These settings with other {@code maxWaitingMessages} and {@code maxWaitingBytes}. */
    public RedisSettings withMaxWaiting(int messages, long bytes) {
        return new RedisSettings(
                uri, prefix, messages, bytes, minReconnectDelay, maxReconnectDelay, timeout, probeInterval);
    }

    /** These settings with other {@code minReconnectDelay} and {@code maxReconnectDelay}. */
    public RedisSettings withReconnectDelays(Duration min, Duration max) {
        return new RedisSettings(uri, prefix, maxWaitingMessages, maxWaitingBytes, min, max, timeout, probeInterval);
    }

    /** These settings with another {@code timeout}. */
    public RedisSettings withTimeout(Duration value) {
        return new RedisSettings(
                uri,
                prefix,
                maxWaitingMessages,
                maxWaitingBytes,
                minReconnectDelay,
                maxReconnectDelay,
                value,
                probeInterval);
    }

    /** These settings with another {@code probeInterval}. */
    public RedisSettings withProbeInterval(Duration value) {
        return new RedisSettings(
                uri, prefix, maxWaitingMessages, maxWaitingBytes, minReconnectDelay, maxReconnectDelay, timeout, value);
    }

    /** Where Redis is, for a person: the URI without user and password. */
    String place() {
        return Target.withoutCredentials(uri);
    }

    /** For Lettuce; made anew as its URIs can be changed. */
    Target target() {
        return Target.read(uri, timeout);
    }

    @Override
    public String toString() {
        return "RedisSettings[uri=" + place() + ", prefix=" + prefix + ", maxWaitingMessages=" + maxWaitingMessages
                + ", maxWaitingBytes=" + maxWaitingBytes + ", minReconnectDelay=" + minReconnectDelay
                + ", maxReconnectDelay=" + maxReconnectDelay + ", timeout=" + timeout + ", probeInterval="
                + probeInterval + "]";
    }

    private static void atLeastOne(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; give 1 or more");
        }
    }

    private static void reasonable(Duration value, String name) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give 1 ms to 1 h");
        }
    }
}
