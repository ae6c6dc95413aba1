package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that Sentinels watch, which make another one the master when it fails. */
class RedisSentinelTest {
    @TempDir
    private Path folder;

    private final List<RedisServer> machines = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private RedisServer master;
    private RedisServer replica;
    private RedisServer sentinel;

    @BeforeEach
    void prepare() {
        master = started(RedisServer.start(folder, "repl-diskless-sync-delay 0"));
        replica = started(
                RedisServer.start(folder, "repl-diskless-sync-delay 0", "replicaof 127.0.0.1 " + master.port()));
        await().atMost(Server.PATIENCE)
                .until(() -> replica.text("master_link_status").equals("up"));
        sentinel = started(RedisServer.start(
                folder,
                "sentinel monitor chat 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds chat 500",
                "sentinel failover-timeout chat 5000"));
        await().atMost(Server.PATIENCE)
                .until(() -> sentinel.command("SENTINEL REPLICAS chat").equals("*1"));
    }

    @AfterEach
    void close() {
        servers.forEach(Server::close);
        machines.forEach(RedisServer::close);
    }

    private RedisServer started(RedisServer machine) {
        machines.add(machine);
        return machine;
    }

    private Server join() {
        Server server = Server.join(Server.settings("redis-sentinel://127.0.0.1:" + sentinel.port() + "#chat"));
        servers.add(server);
        return server;
    }

    @Test
    void whenTheMasterDiesAllMeetAtTheNextOne() {
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);
        assertThat(master.clientsOf("subscribe")).hasSize(2);

        master.kill();
        one.awaitLast("joined", 3);
        two.awaitLast("joined", 3);

        one.fence("p:1", two);
        assertThat(one.publish("p:1", "again")).isTrue();
        one.fence("p:1", two);
        assertThat(two.messages()).endsWith("p:1 again");
        await().until(() -> replica.clientsOf("subscribe").size() == 2);
        assertThat(replica.text("role")).isEqualTo("master");
    }
}
