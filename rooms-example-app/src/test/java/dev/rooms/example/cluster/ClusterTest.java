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

/**
 * Three servers that Redis joins are one for the official JavaScript client, whichever of them a balancer gives it: they keep
 * the contract, and go on doing so after each fault. Over WebSocket alone, as long-polling needs a balancer that sends a
 * client to one server each time.
 */
@Timeout(600)
class ClusterTest {
    @TempDir
    static Path directory;

    private static RedisServer redis;
    private static Site site;

    @BeforeAll
    static void start() {
        NodeClients.require("socket.io-client");
        RedisServer.require();
        redis = RedisServer.start(directory);
        site = new Site(directory, redis.uri(), List.of(redis), Map.of());
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
    List<DynamicTest> theContract() throws Exception {
        return run("contract");
    }

    @TestFactory
    List<DynamicTest> wrongInput() throws Exception {
        return run("input");
    }

    @TestFactory
    List<DynamicTest> delivery() throws Exception {
        return run("delivery");
    }

    @TestFactory
    List<DynamicTest> connections() throws Exception {
        return run("connection");
    }

    @TestFactory
    List<DynamicTest> faults() throws Exception {
        return run("cluster");
    }

    private static List<DynamicTest> run(String file) throws Exception {
        return Scenarios.run(file, site.uri(), Transports.WEBSOCKET, site);
    }
}
