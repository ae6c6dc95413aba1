package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A Redis Cluster of a test's own: masters that share the slots evenly, and perhaps a replica of each. */
public final class RedisShards implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOTS = SlotHash.SLOT_COUNT;

    private final List<RedisServer> masters = new ArrayList<>();
    private final List<RedisServer> replicas = new ArrayList<>();

    private RedisShards() {}

    /** Started, and of one mind. */
    public static RedisShards start(Path folder, int masters, String... configuration) {
        RedisShards shards = new RedisShards();
        try {
            for (int i = 0; i < masters; i++) {
                shards.masters.add(node(folder, configuration));
            }
            shards.join();
            return shards;
        } catch (RuntimeException | AssertionError failed) {
            shards.close();
            throw failed;
        }
    }

    private static RedisServer node(Path folder, String... configuration) {
        int busPort = RedisServer.freePort();
        List<String> lines = new ArrayList<>(List.of(configuration));
        lines.addAll(List.of(
                "cluster-enabled yes",
                "cluster-port " + busPort,
                "cluster-config-file nodes-" + busPort + ".conf",
                "cluster-node-timeout 2000"));
        return RedisServer.start(folder, lines.toArray(String[]::new));
    }

    private void join() {
        for (int i = 0; i < masters.size(); i++) {
            ok(masters.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            ok(masters.get(i), "CLUSTER ADDSLOTSRANGE " + first(i) + " " + (first(i + 1) - 1));
        }
        masters.stream().skip(1).forEach(this::meet);
        awaitAgreement();
    }

    private int first(int master) {
        return master * SLOTS / masters.size();
    }

    private void meet(RedisServer node) {
        String busPort = node.lines("CONFIG GET cluster-port").get(4);
        ok(masters.get(0), "CLUSTER MEET 127.0.0.1 " + node.port() + " " + busPort);
    }

    /** One more node, which has no slots yet. */
    public RedisServer addMaster(Path folder) {
        RedisServer node = node(folder);
        masters.add(node);
        meet(node);
        awaitAgreement();
        return node;
    }

    /** One more node, which takes over when its master is gone. */
    public RedisServer addReplica(Path folder, RedisServer master) {
        RedisServer node = node(folder);
        replicas.add(node);
        meet(node);
        String id = id(master);
        await().atMost(PATIENCE)
                .until(() -> node.command("CLUSTER REPLICATE " + id).equals("+OK"));
        await().atMost(PATIENCE).until(() -> node.text("master_link_status").equals("up"));
        awaitAgreement();
        return node;
    }

    /** Gives a slot to another node, as an administrator would: source and target first, then all that must know. */
    public void move(int slot, RedisServer target) {
        RedisServer source = owner(slot);
        ok(target, "CLUSTER SETSLOT " + slot + " IMPORTING " + id(source));
        ok(source, "CLUSTER SETSLOT " + slot + " MIGRATING " + id(target));
        String assign = "CLUSTER SETSLOT " + slot + " NODE " + id(target);
        ok(target, assign);
        ok(source, assign);
    }

    /** The master that has the slot, as the first node says. */
    public RedisServer owner(int slot) {
        String id = masters.get(0).lines("CLUSTER NODES").stream()
                .filter(line -> line.contains("master") && hasSlot(line, slot))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody has slot " + slot));
        return nodes().stream().filter(node -> id(node).equals(id)).findFirst().orElseThrow();
    }

    private static boolean hasSlot(String line, int slot) {
        String[] fields = line.split(" ", -1);
        for (int i = 8; i < fields.length; i++) {
            String[] range = fields[i].split("-", -1);
            if (!fields[i].startsWith("[")
                    && Integer.parseInt(range[0]) <= slot
                    && slot <= Integer.parseInt(range[range.length - 1])) {
                return true;
            }
        }
        return false;
    }

    public List<RedisServer> masters() {
        return List.copyOf(masters);
    }

    public List<RedisServer> nodes() {
        List<RedisServer> all = new ArrayList<>(masters);
        all.addAll(replicas);
        return all;
    }

    /** Names the first two nodes. */
    public String uri() {
        return "redis-cluster://"
                + masters.stream()
                        .limit(2)
                        .map(node -> "127.0.0.1:" + node.port())
                        .collect(Collectors.joining(","));
    }

    private void awaitAgreement() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> nodes().stream()
                        .allMatch(node -> node.lines("CLUSTER INFO").contains("cluster_state:ok")
                                && node.lines("CLUSTER INFO").contains("cluster_known_nodes:" + nodes().size())
                                && node.lines("CLUSTER NODES").stream()
                                        .noneMatch(line -> line.contains("handshake") || line.contains("fail"))));
    }

    private static String id(RedisServer node) {
        return node.lines("CLUSTER MYID").get(1);
    }

    private static void ok(RedisServer node, String command) {
        assertThat(node.command(command)).as(command).isEqualTo("+OK");
    }

    @Override
    public void close() {
        nodes().forEach(RedisServer::close);
    }
}
