package dev.rooms;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How servers that share a backplane deal with each other. Immutable; each method answers with changed settings.
 *
 * @param heartbeatInterval how often a server says that it is there; 1 s by default
 * @param missedHeartbeats after how many in a row that didn't come a server counts as dead, and its clients as gone; 5 by
 *     default. They are counted only while the backplane brings this server its own
 * @param answerTimeout how long servers have to answer a question, such as who is in a room; 2 s by default
 * @param reach whether a server hears of all rooms, or of those alone that have members there; all by default, which
 *     loses nothing at the moment of a room's first join, and is good for as long as a server can bear the traffic of all
 * @param maxMessageBytes what one message between servers may have, in bytes; 16 MiB by default, 1 MiB at least. A larger one is neither sent
 *     nor taken
 * @param maxWaitingBytes what may wait to be done here, in bytes; 64 MiB by default. What comes then is lost, and counted
 * @param secret a key that all servers of one cluster sign with (HMAC-SHA-256), so that nobody else who reaches the backplane
 *     is heard; none by default
 * @param required whether a server that doesn't reach the backplane says so at {@code /health/ready}, for a balancer to leave
 *     it alone; no by default, as it serves its own clients all the same
 */
public record ClusterSettings(
        Duration heartbeatInterval,
        int missedHeartbeats,
        Duration answerTimeout,
        Reach reach,
        int maxMessageBytes,
        long maxWaitingBytes,
        Optional<String> secret,
        boolean required) {

    /** Which rooms' traffic comes to a server. */
    public enum Reach {
        /** That of all rooms. */
        ALL_ROOMS,
        /**
         * That of rooms with members there, and of those that happen to share a channel with one. What is sent to a room in
         * the moment in which it gets its first member on a server may miss that member.
         */
        OWN_ROOMS
    }

    /** The defaults. */
    public static final ClusterSettings DEFAULTS = new ClusterSettings(
            Duration.ofSeconds(1),
            5,
            Duration.ofSeconds(2),
            Reach.ALL_ROOMS,
            16 * 1024 * 1024,
            64L * 1024 * 1024,
            Optional.empty(),
            false);

    private static final int MIN_SECRET = 16;
    /** What servers tell each other of a thousand clients must fit in. */
    private static final int MIN_MESSAGE_BYTES = 1024 * 1024;

    public ClusterSettings {
        requirePositive("heartbeatInterval", heartbeatInterval);
        requirePositive("answerTimeout", answerTimeout);
        Objects.requireNonNull(reach, "reach");
        if (missedHeartbeats < 2) {
            throw new IllegalArgumentException("missedHeartbeats is " + missedHeartbeats + "; it must be 2 or more");
        }
        if (maxMessageBytes < MIN_MESSAGE_BYTES || maxWaitingBytes < maxMessageBytes) {
            throw new IllegalArgumentException("maxMessageBytes is " + maxMessageBytes + " and maxWaitingBytes "
                    + maxWaitingBytes + "; they must be " + MIN_MESSAGE_BYTES
                    + " or more, and the latter no less than the former");
        }
        if (secret.isPresent() && secret.get().length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "the secret has " + secret.get().length() + " characters; it must have " + MIN_SECRET + " or more");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be more than 0");
        }
    }

    public ClusterSettings withHeartbeatInterval(Duration interval) {
        return new ClusterSettings(
                interval, missedHeartbeats, answerTimeout, reach, maxMessageBytes, maxWaitingBytes, secret, required);
    }

    public ClusterSettings withMissedHeartbeats(int missed) {
        return new ClusterSettings(
                heartbeatInterval, missed, answerTimeout, reach, maxMessageBytes, maxWaitingBytes, secret, required);
    }

    public ClusterSettings withAnswerTimeout(Duration timeout) {
        return new ClusterSettings(
                heartbeatInterval,
                missedHeartbeats,
                timeout,
                reach,
                maxMessageBytes,
                maxWaitingBytes,
                secret,
                required);
    }

    public ClusterSettings withReach(Reach wanted) {
        return new ClusterSettings(
                heartbeatInterval,
                missedHeartbeats,
                answerTimeout,
                wanted,
                maxMessageBytes,
                maxWaitingBytes,
                secret,
                required);
    }

    public ClusterSettings withMaxMessageBytes(int bytes) {
        return new ClusterSettings(
                heartbeatInterval, missedHeartbeats, answerTimeout, reach, bytes, maxWaitingBytes, secret, required);
    }

    public ClusterSettings withMaxWaitingBytes(long bytes) {
        return new ClusterSettings(
                heartbeatInterval, missedHeartbeats, answerTimeout, reach, maxMessageBytes, bytes, secret, required);
    }

    public ClusterSettings withSecret(String key) {
        return new ClusterSettings(
                heartbeatInterval,
                missedHeartbeats,
                answerTimeout,
                reach,
                maxMessageBytes,
                maxWaitingBytes,
                Optional.of(key),
                required);
    }

    public ClusterSettings withRequired(boolean toBeReady) {
        return new ClusterSettings(
                heartbeatInterval,
                missedHeartbeats,
                answerTimeout,
                reach,
                maxMessageBytes,
                maxWaitingBytes,
                secret,
                toBeReady);
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "ClusterSettings[heartbeatInterval=" + heartbeatInterval + ", missedHeartbeats=" + missedHeartbeats
                + ", answerTimeout=" + answerTimeout + ", reach=" + reach + ", maxMessageBytes=" + maxMessageBytes
                + ", maxWaitingBytes=" + maxWaitingBytes + ", secret=" + (secret.isPresent() ? "(set)" : "(none)")
                + ", required=" + required + "]";
    }
}
