package dev.rooms.example.cluster;

import dev.rooms.example.clients.NodeClients;
import dev.rooms.example.clients.Scenarios;
import dev.rooms.example.clients.Transports;
import dev.rooms.redis.RedisServer;
import dev.rooms.redis.RedisShards;
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

/** Three servers that a Redis Cluster of three masters joins, as {@link ClusterTest} has them with one Redis. */
@Timeout(600)
class ShardedClusterTest {
    @TempDir
    static Path directory;

    private static RedisShards shards;
    private static Site site;

    @BeforeAll
    static void start() {
        NodeClients.require("socket.io-client");
        RedisServer.require();
        shards = RedisShards.start(directory, 3);
        site = new Site(directory, shards.uri(), shards.nodes(), Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        if (site != null) {
            site.close();
        }
        if (shards != null) {
            shards.close();
        }
    }

    @TestFactory
    List<DynamicTest> delivery() throws Exception {
        return Scenarios.run("delivery", site.uri(), Transports.WEBSOCKET, site);
    }

    @TestFactory
    List<DynamicTest> faults() throws Exception {
        return Scenarios.run("cluster", site.uri(), Transports.WEBSOCKET, site);
    }
}
