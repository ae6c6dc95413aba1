package dev.rooms.bench.peer;

import dev.rooms.ClusterSettings;
import dev.rooms.ClusterSettings.Reach;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.redis.RedisBackplane;
import dev.rooms.undertow.RoomsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The server of {@link UndertowServer}, alone, or one of several that a Redis joins: the first argument is its URI, the second
 * the reach.
 */
public final class ClusterServer {
    private static final long NANOS_BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

    private ClusterServer() {}

    public static void main(String... arguments) throws IOException {
        RoomsBuilder builder = UndertowServer.builder();
        if (arguments.length > 0) {
            builder.backplane(RedisBackplane.of(arguments[0]))
                    .cluster(ClusterSettings.DEFAULTS.withReach(Reach.valueOf(arguments[1])));
        }
        Rooms rooms = builder.build();
        RoomsServer server =
                RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
        while (!rooms.isReady()) {
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        Serving.untilInputEnds(server.port());
    }
}
