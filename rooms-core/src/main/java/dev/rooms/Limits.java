package dev.rooms;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What one client, and all of them together, may cost (CONTRACT §5).
 *
 * <p>{@code Limits.DEFAULTS.withMaxConnections(10_000)}. Immutable.
 *
 * @param maxMessageBytes bytes of one message, at least 128; default 1 MiB. More is closed with 1009, or answered with 413
 * @param maxRoomNameLength characters (code points) of a room's name; default 256. More is refused
 * @param maxClientNameLength characters (code points) of a client's name; default 128. More is refused at the handshake
 * @param maxRoomsPerClient rooms that one client may be in; default 1,000; 0 is no limit. More is refused
 * @param maxConnections connections at the same time; default 0, no limit. More is refused with 503
 * @param messagesPerSecond messages (pings and pongs too) a second from one client; default 5,000; 0 is no limit. More is
 *     dropped, and an {@code error} event says so once a second; pings and pongs over it close with 1008
 * @param messageBurst messages that one client may send at once before that rate holds; default 20,000
 * @param httpRequestsPerSecond HTTP requests a second from one address, twice as many at once; default 0, no limit. More
 *     is answered with 429
 * @param maxWaitingBytes bytes that may wait to be sent to one client; default 1 MiB. Beyond it the client is closed with
 *     1013
 * @param maxWaitingEvents events of one client that may wait for blocking handlers; default 1,000. More is dropped, and
 *     answered with an {@code error} event
 * @param heartbeatInterval time between two pings; default 25 s
 * @param heartbeatTimeout time that a client has for its pong; default 20 s. Then it is disconnected
 * @param sendTimeout time that one send may take; default 20 s. Then the client is closed with 1013
 * @param closeTimeout time that a client has to answer a close frame; default 5 s. Then the connection is cut
 * @param drainTimeout time to close all connections at shutdown; default 10 s
 */
public record Limits(
        int maxMessageBytes,
        int maxRoomNameLength,
        int maxClientNameLength,
        int maxRoomsPerClient,
        int maxConnections,
        int messagesPerSecond,
        int messageBurst,
        int httpRequestsPerSecond,
        long maxWaitingBytes,
        int maxWaitingEvents,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration sendTimeout,
        Duration closeTimeout,
        Duration drainTimeout) {

    /** The safe defaults. */
    public static final Limits DEFAULTS = new Limits(
            1 << 20,
            256,
            128,
            1_000,
            0,
            5_000,
            20_000,
            0,
            1 << 20,
            1_000,
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    /**
     * Checks that each value is one that can be kept.
     *
     * @throws IllegalArgumentException that names the limit, its value and what is allowed
     */
    public Limits {
        atLeast(128, maxMessageBytes, "maxMessageBytes");
        atLeast(1, maxRoomNameLength, "maxRoomNameLength");
        atLeast(1, maxClientNameLength, "maxClientNameLength");
        atLeast(0, maxRoomsPerClient, "maxRoomsPerClient");
        atLeast(0, maxConnections, "maxConnections");
        atLeast(0, messagesPerSecond, "messagesPerSecond");
        atLeast(1, messageBurst, "messageBurst");
        atLeast(0, httpRequestsPerSecond, "httpRequestsPerSecond");
        atLeast(1, maxWaitingBytes, "maxWaitingBytes");
        atLeast(1, maxWaitingEvents, "maxWaitingEvents");
        positive(heartbeatInterval, "heartbeatInterval");
        positive(heartbeatTimeout, "heartbeatTimeout");
        positive(sendTimeout, "sendTimeout");
        positive(closeTimeout, "closeTimeout");
        positive(drainTimeout, "drainTimeout");
    }

    /**
     * Checks a room's name: not blank, within {@link #maxRoomNameLength()}, free of control characters and of half
     * surrogate pairs.
     *
     * @param field the field that it came in, for the answer
     * @throws RefusedException that names the field and the limit
     */
    public void requireRoomName(String field, String name) {
        Names.flaw(name, maxRoomNameLength).ifPresent(flaw -> {
            throw RefusedException.ofField(field, flaw);
        });
    }

    /**
     * Checks a client's name: not blank, within {@link #maxClientNameLength()}, free of control characters and of half
     * surrogate pairs.
     *
     * @throws RefusedException that names the limit
     */
    public void requireClientName(String name) {
        Names.flaw(name, maxClientNameLength).ifPresent(flaw -> {
            throw RefusedException.ofField("clientName", flaw);
        });
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; give " + least + " or more");
        }
    }

    private static void positive(Duration value, String name) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give 1 ms or more");
        }
    }

    /** These limits with another {@code maxMessageBytes}. */
    public Limits withMaxMessageBytes(int value) {
        return with(draft -> draft.maxMessageBytes = value);
    }

    /** These limits with another {@code maxRoomNameLength}. */
    public Limits withMaxRoomNameLength(int value) {
        return with(draft -> draft.maxRoomNameLength = value);
    }

    /** These limits with another {@code maxClientNameLength}. */
    public Limits withMaxClientNameLength(int value) {
        return with(draft -> draft.maxClientNameLength = value);
    }

    /** These limits with another {@code maxRoomsPerClient}. */
    public Limits withMaxRoomsPerClient(int value) {
        return with(draft -> draft.maxRoomsPerClient = value);
    }

    /** These limits with another {@code maxConnections}. */
    public Limits withMaxConnections(int value) {
        return with(draft -> draft.maxConnections = value);
    }

    /** These limits with another {@code messagesPerSecond}. */
    public Limits withMessagesPerSecond(int value) {
        return with(draft -> draft.messagesPerSecond = value);
    }

    /** These limits with another {@code messageBurst}. */
    public Limits withMessageBurst(int value) {
        return with(draft -> draft.messageBurst = value);
    }

    /** These limits with another {@code httpRequestsPerSecond}. */
    public Limits withHttpRequestsPerSecond(int value) {
        return with(draft -> draft.httpRequestsPerSecond = value);
    }

    /** These limits with another {@code maxWaitingBytes}. */
    public Limits withMaxWaitingBytes(long value) {
        return with(draft -> draft.maxWaitingBytes = value);
    }

    /** These limits with another {@code maxWaitingEvents}. */
    public Limits withMaxWaitingEvents(int value) {
        return with(draft -> draft.maxWaitingEvents = value);
    }

    /** These limits with another {@code heartbeatInterval}. */
    public Limits withHeartbeatInterval(Duration value) {
        return with(draft -> draft.heartbeatInterval = value);
    }

    /** These limits with another {@code heartbeatTimeout}. */
    public Limits withHeartbeatTimeout(Duration value) {
        return with(draft -> draft.heartbeatTimeout = value);
    }

    /** These limits with another {@code sendTimeout}. */
    public Limits withSendTimeout(Duration value) {
        return with(draft -> draft.sendTimeout = value);
    }

    /** These limits with another {@code closeTimeout}. */
    public Limits withCloseTimeout(Duration value) {
        return with(draft -> draft.closeTimeout = value);
    }

    /** These limits with another {@code drainTimeout}. */
    public Limits withDrainTimeout(Duration value) {
        return with(draft -> draft.drainTimeout = value);
    }

    private Limits with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.limits();
    }

    /** A copy that can be changed: spares each method above from naming all fifteen. */
    private static final class Draft {
        private int maxMessageBytes;
        private int maxRoomNameLength;
        private int maxClientNameLength;
        private int maxRoomsPerClient;
        private int maxConnections;
        private int messagesPerSecond;
        private int messageBurst;
        private int httpRequestsPerSecond;
        private long maxWaitingBytes;
        private int maxWaitingEvents;
        private Duration heartbeatInterval;
        private Duration heartbeatTimeout;
        private Duration sendTimeout;
        private Duration closeTimeout;
        private Duration drainTimeout;

        Draft(Limits limits) {
            maxMessageBytes = limits.maxMessageBytes;
            maxRoomNameLength = limits.maxRoomNameLength;
            maxClientNameLength = limits.maxClientNameLength;
            maxRoomsPerClient = limits.maxRoomsPerClient;
            maxConnections = limits.maxConnections;
            messagesPerSecond = limits.messagesPerSecond;
            messageBurst = limits.messageBurst;
            httpRequestsPerSecond = limits.httpRequestsPerSecond;
            maxWaitingBytes = limits.maxWaitingBytes;
            maxWaitingEvents = limits.maxWaitingEvents;
            heartbeatInterval = limits.heartbeatInterval;
            heartbeatTimeout = limits.heartbeatTimeout;
            sendTimeout = limits.sendTimeout;
            closeTimeout = limits.closeTimeout;
            drainTimeout = limits.drainTimeout;
        }

        Limits limits() {
            return new Limits(
                    maxMessageBytes,
                    maxRoomNameLength,
                    maxClientNameLength,
                    maxRoomsPerClient,
                    maxConnections,
                    messagesPerSecond,
                    messageBurst,
                    httpRequestsPerSecond,
                    maxWaitingBytes,
                    maxWaitingEvents,
                    heartbeatInterval,
                    heartbeatTimeout,
                    sendTimeout,
                    closeTimeout,
                    drainTimeout);
        }
    }
}
