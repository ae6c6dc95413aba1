package dev.rooms.spring;

import dev.rooms.Announcements;
import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings {@code rooms.*}. Immutable.
 *
 * @param paths where plain WebSocket clients connect, below the application's context path
 * @param origins whose web pages may connect and call the HTTP API: 'same-host', '*' for all, or origins such as
 *     https://example.org, which the same host is added to
 * @param announcements who hears of clients that come and go
 * @param roomPolicy who may send to a room; a RoomAuthorizer bean decides instead if there is one
 * @param contractEvents whether join-room, leave-room, message and the others are answered, and not the application's
 *     events alone
 * @param recovery time in which a Socket.IO client may come back for what it missed; 0: it can't
 * @param limits what clients may cost; a Limits bean is taken instead if there is one
 * @param socketIo Socket.IO, at /socket.io/
 * @param http the HTTP API
 * @param redis the Redis that joins several servers; a Backplane bean is taken instead if there is one
 * @param cluster how servers that share a backplane deal with each other; a ClusterSettings bean is taken instead if there is one
 */
@ConfigurationProperties("rooms")
public record RoomsProperties(
        @DefaultValue("/ws") List<String> paths,
        @DefaultValue("same-host") List<String> origins,
        @DefaultValue("everyone") Announcements announcements,
        @DefaultValue("allow") RoomPolicy roomPolicy,
        @DefaultValue("true") boolean contractEvents,
        @DefaultValue("0s") Duration recovery,
        @DefaultValue Bounds limits,
        @DefaultValue SocketIo socketIo,
        @DefaultValue Http http,
        @DefaultValue Redis redis,
        @DefaultValue Cluster cluster) {

    private static final String SAME_HOST = "same-host";

    /** Copies the lists. */
    public RoomsProperties {
        paths = List.copyOf(paths);
        origins = List.copyOf(origins);
    }

    OriginPolicy originPolicy() {
        if (origins.contains("*")) {
            return OriginPolicy.any();
        }
        List<String> listed =
                origins.stream().filter(origin -> !origin.equals(SAME_HOST)).toList();
        return listed.isEmpty() ? OriginPolicy.sameHost() : OriginPolicy.of(listed);
    }

    /**
     * The settings {@code rooms.limits.*}, which become {@link Limits}.
     *
     * @param maxMessageBytes size of one message, at least 128 bytes; more is closed with 1009, or answered with 413
     * @param maxRoomNameLength characters of a room's name
     * @param maxClientNameLength characters of a client's name
     * @param maxRoomsPerClient rooms that one client may be in; 0: no limit
     * @param maxConnections connections at the same time, more get 503; 0: no limit
     * @param messagesPerSecond messages a second from one client, more are dropped; 0: no limit
     * @param messageBurst messages at once before that rate holds
     * @param httpRequestsPerSecond HTTP requests a second from one address, more get 429; 0: no limit
     * @param maxWaitingBytes bytes that may wait for one client; beyond, it is closed with 1013
     * @param maxWaitingEvents events of one client that may wait for blocking handlers
     * @param heartbeatInterval time between two pings
     * @param heartbeatTimeout time that a client has for its pong
     * @param sendTimeout time that one send may take; then the client is closed with 1013
     * @param closeTimeout time that a client has to answer a close
     * @param drainTimeout time to close all connections at shutdown
     */
    public record Bounds(
            @DefaultValue("1MB") DataSize maxMessageBytes,
            @DefaultValue("256") int maxRoomNameLength,
            @DefaultValue("128") int maxClientNameLength,
            @DefaultValue("1000") int maxRoomsPerClient,
            @DefaultValue("0") int maxConnections,
            @DefaultValue("5000") int messagesPerSecond,
            @DefaultValue("20000") int messageBurst,
            @DefaultValue("0") int httpRequestsPerSecond,
            @DefaultValue("1MB") DataSize maxWaitingBytes,
            @DefaultValue("1000") int maxWaitingEvents,
            @DefaultValue("25s") Duration heartbeatInterval,
            @DefaultValue("20s") Duration heartbeatTimeout,
            @DefaultValue("20s") Duration sendTimeout,
            @DefaultValue("5s") Duration closeTimeout,
            @DefaultValue("10s") Duration drainTimeout) {

        Limits limits() {
            return new Limits(
                    messageBytes(),
                    maxRoomNameLength,
                    maxClientNameLength,
                    maxRoomsPerClient,
                    maxConnections,
                    messagesPerSecond,
                    messageBurst,
                    httpRequestsPerSecond,
                    maxWaitingBytes.toBytes(),
                    maxWaitingEvents,
                    heartbeatInterval,
                    heartbeatTimeout,
                    sendTimeout,
                    closeTimeout,
                    drainTimeout);
        }

        private int messageBytes() {
            long bytes = maxMessageBytes.toBytes();
            if (bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("rooms.limits.max-message-bytes is " + bytes + " bytes; give "
                        + Integer.MAX_VALUE + " or less");
            }
            return (int) bytes;
        }
    }

    /**
     * The settings {@code rooms.socket-io.*}.
     *
     * @param enabled whether Socket.IO clients are taken in, over long-polling and WebSocket
     */
    public record SocketIo(@DefaultValue("true") boolean enabled) {}

    /**
     * The settings {@code rooms.redis.*}, for which rooms-redis must be there.
     *
     * @param url where it is, such as redis://user:password@redis.example:6379; empty: this server stands alone
     * @param prefix what its channels' names begin with, before a colon
     */
    public record Redis(
            @DefaultValue("") String url,
            @DefaultValue("rooms") String prefix) {

        /** All but the URL, which may have a password in it. */
        @Override
        public String toString() {
            return "Redis[url=" + (url.isBlank() ? "(none)" : "(set)") + ", prefix=" + prefix + "]";
        }
    }

    /**
     * The settings {@code rooms.cluster.*}, which become {@link ClusterSettings}.
     *
     * @param secret what all servers of one cluster sign with, of 16 characters or more; empty: they don't sign
     * @param required whether health is out of service while the backplane isn't reached
     */
    public record Cluster(
            @DefaultValue("") String secret,
            @DefaultValue("false") boolean required) {

        ClusterSettings settings() {
            ClusterSettings settings = ClusterSettings.DEFAULTS.withRequired(required);
            return secret.isBlank() ? settings : settings.withSecret(secret);
        }

        /** All but the secret. */
        @Override
        public String toString() {
            return "Cluster[secret=" + (secret.isBlank() ? "(none)" : "(set)") + ", required=" + required + "]";
        }
    }

    /**
     * The settings {@code rooms.http.*}.
     *
     * @param enabled whether the HTTP API is offered
     * @param paths which of its paths are, as a servlet's mappings
     */
    public record Http(
            @DefaultValue("false") boolean enabled,

            @DefaultValue({"/messages/*", "/rooms/*", "/health/*", "/api-json", "/api-yaml"})
            List<String> paths) {

        /** Copies the list. */
        public Http {
            paths = List.copyOf(paths);
        }
    }
}
