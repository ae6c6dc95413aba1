package dev.rooms.example.settings;

import static dev.rooms.example.settings.Format.bytes;
import static dev.rooms.example.settings.Format.flag;
import static dev.rooms.example.settings.Format.name;
import static dev.rooms.example.settings.Format.oneOf;
import static dev.rooms.example.settings.Format.origins;
import static dev.rooms.example.settings.Format.secret;
import static dev.rooms.example.settings.Format.show;
import static dev.rooms.example.settings.Format.text;
import static dev.rooms.example.settings.Format.time;
import static dev.rooms.example.settings.Format.wholeNumber;

import dev.rooms.Announcements;
import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.redis.RedisSettings;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one table of all that can be set. Reading, the messages about wrong values, {@code --help} and the check of the
 * README's table follow from it.
 */
public final class Settings {
    /** What every setting's name begins with. */
    static final String PREFIX = "ROOMS_";

    private static final List<Setting<?>> TABLE = new ArrayList<>();
    private static final Limits SAFE = Limits.DEFAULTS;
    private static final int ANY = Integer.MAX_VALUE;
    private static final long ONE_GIB = 1L << 30;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    public static final Setting<Integer> PORT = setting(
            "ROOMS_PORT",
            wholeNumber(0, 65_535),
            "3001",
            "Port of HTTP and WebSocket; 0: any free one, the log says which");
    public static final Setting<String> HOST = setting(
            "ROOMS_HOST", text("a host name or an IP address"), "0.0.0.0", "Address to listen on; 0.0.0.0: all");
    public static final Setting<OriginPolicy> ORIGINS =
            setting("ROOMS_ORIGINS", origins(), "*", "Whose web pages may connect and call the HTTP API (CORS)");
    public static final Setting<RoomPolicy> ROOM_POLICY =
            setting("ROOMS_ROOM_POLICY", oneOf(RoomPolicy.class), show(RoomPolicy.ALLOW), "Who may send to a room");
    public static final Setting<Announcements> ANNOUNCEMENTS = setting(
            "ROOMS_ANNOUNCEMENTS",
            oneOf(Announcements.class),
            show(Announcements.EVERYONE),
            "Who hears of clients that come and go");

    public static final Setting<Long> MAX_MESSAGE_BYTES = setting(
            "ROOMS_MAX_MESSAGE_BYTES",
            bytes(128, ONE_GIB),
            show(SAFE.maxMessageBytes()),
            "Size of one message; more is closed with 1009, or answered with 413");
    public static final Setting<Integer> MAX_ROOM_NAME_LENGTH = setting(
            "ROOMS_MAX_ROOM_NAME_LENGTH",
            wholeNumber(1, ANY),
            Integer.toString(SAFE.maxRoomNameLength()),
            "Characters of a room's name");
    public static final Setting<Integer> MAX_CLIENT_NAME_LENGTH = setting(
            "ROOMS_MAX_CLIENT_NAME_LENGTH",
            wholeNumber(1, ANY),
            Integer.toString(SAFE.maxClientNameLength()),
            "Characters of a client's name");
    public static final Setting<Integer> MAX_ROOMS_PER_CLIENT = setting(
            "ROOMS_MAX_ROOMS_PER_CLIENT",
            wholeNumber(0, ANY),
            Integer.toString(SAFE.maxRoomsPerClient()),
            "Rooms that one client may be in; 0: no limit");
    public static final Setting<Integer> MAX_CONNECTIONS = setting(
            "ROOMS_MAX_CONNECTIONS",
            wholeNumber(0, ANY),
            Integer.toString(SAFE.maxConnections()),
            "Connections at the same time, more get 503; 0: no limit");
    public static final Setting<Integer> MESSAGES_PER_SECOND = setting(
            "ROOMS_MESSAGES_PER_SECOND",
            wholeNumber(0, ANY),
            Integer.toString(SAFE.messagesPerSecond()),
            "Messages a second from one client, more are dropped; 0: no limit");
    public static final Setting<Integer> MESSAGE_BURST = setting(
            "ROOMS_MESSAGE_BURST",
            wholeNumber(1, ANY),
            Integer.toString(SAFE.messageBurst()),
            "Messages at once before that rate holds");
    public static final Setting<Integer> HTTP_REQUESTS_PER_SECOND = setting(
            "ROOMS_HTTP_REQUESTS_PER_SECOND",
            wholeNumber(0, ANY),
            Integer.toString(SAFE.httpRequestsPerSecond()),
            "HTTP requests a second from one address, more get 429; 0: no limit");
    public static final Setting<Long> MAX_WAITING_BYTES = setting(
            "ROOMS_MAX_WAITING_BYTES",
            bytes(1, ONE_GIB),
            show(SAFE.maxWaitingBytes()),
            "Bytes that may wait for one client; beyond, it is closed with 1013");
    public static final Setting<Integer> MAX_WAITING_EVENTS = setting(
            "ROOMS_MAX_WAITING_EVENTS",
            wholeNumber(1, ANY),
            Integer.toString(SAFE.maxWaitingEvents()),
            "Events of one client that may wait for blocking handlers");
    public static final Setting<Duration> HEARTBEAT_INTERVAL =
            setting("ROOMS_HEARTBEAT_INTERVAL", anyTime(), show(SAFE.heartbeatInterval()), "Time between two pings");
    public static final Setting<Duration> HEARTBEAT_TIMEOUT = setting(
            "ROOMS_HEARTBEAT_TIMEOUT", anyTime(), show(SAFE.heartbeatTimeout()), "Time that a client has for its pong");
    public static final Setting<Duration> SEND_TIMEOUT = setting(
            "ROOMS_SEND_TIMEOUT",
            anyTime(),
            show(SAFE.sendTimeout()),
            "Time that one send may take; then the client is closed with 1013");
    public static final Setting<Duration> CLOSE_TIMEOUT = setting(
            "ROOMS_CLOSE_TIMEOUT", anyTime(), show(SAFE.closeTimeout()), "Time that a client has to answer a close");
    public static final Setting<Duration> DRAIN_TIMEOUT = setting(
            "ROOMS_DRAIN_TIMEOUT", anyTime(), show(SAFE.drainTimeout()), "Time to close all connections at shutdown");
    public static final Setting<Duration> DRAIN_DELAY = setting(
            "ROOMS_DRAIN_DELAY",
            time(Duration.ZERO, LONGEST),
            "0s",
            "Time before that in which the server isn't ready, so that a balancer notices");

    public static final Setting<Duration> RECOVERY = setting(
            "ROOMS_RECOVERY",
            time(Duration.ZERO, LONGEST),
            "0s",
            "Time in which a Socket.IO client may come back for what it missed; 0: it can't");

    public static final Setting<Optional<RedisSettings>> REDIS_URL = setting(
            "ROOMS_REDIS_URL",
            secret(
                    "a URI such as redis://host:6379, rediss://user:password@host, redis-sentinel://host#master or"
                            + " redis-cluster://host",
                    RedisSettings::of),
            Format.NONE,
            "Redis, or a Redis Cluster, that joins this server with others, of one set of rooms");
    public static final Setting<String> REDIS_PREFIX = setting(
            "ROOMS_REDIS_PREFIX",
            name("1 to 64 letters, digits, dashes and colons", "[A-Za-z0-9:-]{1,64}"),
            "rooms",
            "What names in Redis begin with, so that several sites can share one");
    public static final Setting<Optional<String>> CLUSTER_SECRET = setting(
            "ROOMS_CLUSTER_SECRET",
            secret("16 characters or more", Settings::longEnough),
            Format.NONE,
            "What the servers sign their messages to each other with");
    public static final Setting<Boolean> CLUSTER_REQUIRED =
            setting("ROOMS_CLUSTER_REQUIRED", flag(), "false", "Whether a server without its Redis isn't ready");

    public static final Setting<Integer> IO_THREADS =
            setting("ROOMS_IO_THREADS", wholeNumber(0, 1_024), "0", "I/O threads; 0: as many as suit the machine");
    public static final Setting<LogFormat> LOG_FORMAT = setting(
            "ROOMS_LOG_FORMAT",
            oneOf(LogFormat.class),
            show(LogFormat.TEXT),
            "Lines for a person, or JSON for a collector");
    public static final Setting<LogLevel> LOG_LEVEL =
            setting("ROOMS_LOG_LEVEL", oneOf(LogLevel.class), show(LogLevel.INFO), "The least that is logged");
    public static final Setting<String> CONFIG = setting(
            "ROOMS_CONFIG", text("the path of a properties file"), "rooms.properties", "The properties file to read");

    private Settings() {}

    /** All settings, in the order in which a person reads them. */
    public static List<Setting<?>> all() {
        return List.copyOf(TABLE);
    }

    private static <T> Setting<T> setting(String name, Format<T> format, String defaultText, String description) {
        Setting<T> setting = new Setting<>(name, format, defaultText, description);
        TABLE.add(setting);
        return setting;
    }

    private static String longEnough(String secret) {
        return ClusterSettings.DEFAULTS.withSecret(secret).secret().orElseThrow();
    }

    private static Format<Duration> anyTime() {
        return time(SHORTEST, LONGEST);
    }
}
