package dev.rooms.example.cluster;

import dev.rooms.example.clients.NodeClients;
import dev.rooms.example.clients.Scenarios;
import dev.rooms.example.clients.Transports;
import dev.rooms.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official JavaScript client comes back to another server than it was on, by its connection state recovery. */
@Timeout(600)
class MovingTest {
    @TempDir
    static Path directory;

    private static RedisServer redis;
    private static Site site;

    @BeforeAll
    static void start() {
        NodeClients.require("socket.io-client");
        RedisServer.require();
        redis = RedisServer.start(directory);
        site = new Site(directory, redis.uri(), List.of(redis), Map.of("ROOMS_RECOVERY", "2m"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (site != null) {
            site.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @TestFactory
    List<DynamicTest> returns() throws Exception {
        return Scenarios.run("moving", site.uri(), Transports.WEBSOCKET, site);
    }
}
