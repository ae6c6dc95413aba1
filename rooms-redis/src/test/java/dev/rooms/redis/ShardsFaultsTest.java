package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a Redis Cluster is followed, and what goes wrong with it is told, and mended without help. */
class ShardsFaultsTest {
    private static final Tag TAG = Tag.ALL.get(0);

    @TempDir
    private Path folder;

    private RedisShards shards;
    private final List<Server> servers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        shards = RedisShards.start(folder, 3);
    }

    @AfterEach
    void close() {
        servers.forEach(Server::close);
        if (shards != null) {
            shards.close();
        }
    }

    private Server join() {
        return started(Server.join(settings()));
    }

    private RedisSettings settings() {
        return Server.settings(shards.uri());
    }

    private Server started(Server server) {
        servers.add(server);
        return server;
    }

    private static List<String> channels(RedisServer node) {
        return node.lines("PUBSUB SHARDCHANNELS").stream()
                .filter(line -> line.startsWith("rooms:"))
                .toList();
    }

    /** Some other server's message, by whichever tag. */
    private void publish(Tag tag, String channel, int number) {
        await().atMost(Server.PATIENCE)
                .until(() -> shards.owner(tag.slot())
                        .command("SPUBLISH rooms:" + tag.name(channel) + " " + number)
                        .startsWith(":"));
    }

    private static List<Integer> numbers(Server server, String channel) {
        return server.messages().stream()
                .filter(text -> text.startsWith(channel + " "))
                .map(text -> Integer.valueOf(text.substring(channel.length() + 1)))
                .toList();
    }

    @Test
    void aServerSubscribesOnEachNodeToWhatHasItsSlotThereAndLeavesNothingBehind() {
        Server one = join();
        one.subscribe("p:1", "p:2");
        one.fence("p:1", one);
        List<String> all = new ArrayList<>();
        for (RedisServer master : shards.masters()) {
            List<String> here = channels(master);
            assertThat(here).allMatch(name -> shards.owner(SlotHash.getSlot(name)) == master);
            assertThat(here).filteredOn(name -> name.contains("probe:")).hasSize(1);
            assertThat(master.lines("PUBSUB CHANNELS")).containsExactly("*0");
            all.addAll(here);
        }
        assertThat(all)
                .filteredOn(name -> !name.contains("probe:"))
                .containsExactlyInAnyOrderElementsOf(Tag.ALL.stream()
                        .flatMap(tag -> Stream.of("rooms:" + tag.name("p:1"), "rooms:" + tag.name("p:2")))
                        .toList());

        one.backplane().unsubscribe(Set.of("p:2"));
        await().until(() -> shards.masters().stream()
                .flatMap(master -> channels(master).stream())
                .noneMatch(name -> name.endsWith("p:2")));
        one.close();
        await().until(() ->
                shards.masters().stream().allMatch(master -> channels(master).isEmpty()));
        assertThat(shards.masters()).allMatch(master -> master.lines("DBSIZE").equals(List.of(":0")));
    }

    @Test
    void aSlotThatMovesIsFollowedAndNothingElseIsDisturbed() {
        Server one = join();
        one.subscribe("p:1", "p:2");
        one.fence("p:1", one);
        one.fence("p:2", one);
        Tag other = Tag.ALL.get(15);
        RedisServer target = shards.addMaster(folder);
        for (int i = 0; i < 10; i++) {
            publish(TAG, "p:1", i);
            publish(other, "p:2", i);
        }

        shards.move(TAG.slot(), target);
        AtomicInteger next = new AtomicInteger(10);
        await().atMost(Server.PATIENCE).until(() -> {
            publish(TAG, "p:1", next.get());
            publish(other, "p:2", next.getAndIncrement());
            return numbers(one, "p:1").size() > 10;
        });
        for (int i = 0; i < 10; i++) {
            publish(TAG, "p:1", next.get());
            publish(other, "p:2", next.getAndIncrement());
        }

        await().until(() -> numbers(one, "p:2").size() == next.get());
        assertThat(numbers(one, "p:2"))
                .isEqualTo(IntStream.range(0, next.get()).boxed().toList());
        await().until(() -> numbers(one, "p:1").contains(next.get() - 1));
        assertThat(numbers(one, "p:1"))
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(IntStream.range(next.get() - 10, next.get()).boxed().toArray(Integer[]::new));
        assertThat(channels(target)).contains("rooms:" + TAG.name("p:1"));
        assertThat(one.states()).containsExactly("joined");
    }

    @Test
    void aServerPublishesWhereItsSlotHasGone() {
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);
        RedisServer target = shards.addMaster(folder);
        Tag.ALL.forEach(tag -> shards.move(tag.slot(), target));

        one.fence("p:1", two);
        two.subscribe("p:2");
        one.fence("p:2", two);
        assertThat(one.states()).containsExactly("joined");
        assertThat(two.states()).containsExactly("joined");
        await().atMost(Server.PATIENCE)
                .until(() -> shards.masters().stream()
                        .filter(master -> master != target)
                        .allMatch(master -> master.clients().stream()
                                .noneMatch(line -> line.contains("ssub=") && !line.contains("ssub=0"))));
    }

    @Test
    void whenAMasterIsKilledItsReplicaIsTheWay() {
        RedisServer master = shards.owner(TAG.slot());
        RedisServer replica = shards.addReplica(folder, master);
        Server one = join();
        Server two = join();
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);

        master.kill();
        one.awaitLast("joined", 3);
        two.awaitLast("joined", 3);

        one.fence("p:1", two);
        one.fence("p:2", two);
        assertThat(channels(replica)).contains("rooms:" + TAG.name("p:1"));
        assertThat(one.states().get(1)).contains("127.0.0.1:" + master.port());
    }

    @Test
    void aMasterWithoutAReplicaThatIsGoneIsToldAndIsBackWhenItComesBack() {
        RedisServer master = shards.owner(TAG.slot());
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);

        master.kill();
        one.awaitStates("joined", "parted");
        two.awaitStates("joined", "parted");
        two.subscribe("p:2");
        master.start();
        one.awaitLast("joined", 3);
        two.awaitLast("joined", 3);

        one.fence("p:1", two);
        one.fence("p:2", two);
    }

    @Test
    void aMasterThatStandsStillIsGoneAndIsBackWhenItGoesOn() {
        RedisServer master = shards.owner(TAG.slot());
        Server one = started(Server.join(settings().withProbeInterval(Duration.ofMillis(300))));
        one.subscribe("p:1");
        one.fence("p:1", one);

        master.pause();
        one.awaitStates("joined", "parted");
        master.resume();
        one.awaitLast("joined", 3);

        one.fence("p:1", one);
        assertThat(one.states().get(1)).contains("doesn't come back");
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewAndSubscribesAnew() {
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);

        assertThat(shards.owner(TAG.slot()).command("CLIENT KILL TYPE pubsub")).isEqualTo(":2");
        one.awaitStates("joined", "parted", "joined");
        two.awaitStates("joined", "parted", "joined");

        one.fence("p:1", two);
    }

    @Test
    void itIsWaitedForAsLongAsItTakes() {
        shards.nodes().forEach(RedisServer::kill);
        Server one = started(Server.start(settings()));
        one.subscribe("p:1");
        one.awaitStates("parted");
        assertThat(one.states().get(0)).contains("Connection refused");
        assertThat(one.publish("p:1", "nobody is there")).isFalse();

        shards.nodes().forEach(RedisServer::start);
        one.awaitLast("joined", 2);
        one.fence("p:1", one);
    }

    @Test
    void oneNodeThatAnswersIsEnoughToFindTheOthers() {
        RedisServer first = shards.masters().get(0);
        RedisServer nobody = RedisServer.prepare(folder);
        Server one = started(Server.join(
                Server.settings("redis-cluster://127.0.0.1:" + nobody.port() + ",127.0.0.1:" + first.port())));
        for (int i = 0; i < 8; i++) {
            one.subscribe("p:" + i);
            one.fence("p:" + i, one);
        }
    }

    @Test
    void aServerWithoutClusterSaysSo() {
        try (RedisServer alone = RedisServer.start(folder)) {
            Server one = started(Server.start(Server.settings("redis-cluster://127.0.0.1:" + alone.port())));
            one.awaitStates("parted");
            assertThat(one.states().get(0)).contains("cluster support disabled");
        }
    }

    @Test
    void aUserWithNoMoreRightsThanAreDocumentedCanDoAll() {
        for (RedisServer node : shards.nodes()) {
            assertThat(node.command("ACL SETUSER rooms reset on >s3cr3t-pass resetkeys &rooms:* -@all"
                            + " +spublish +ssubscribe +sunsubscribe +cluster|slots"))
                    .isEqualTo("+OK");
            node.command("ACL SETUSER default -ssubscribe -spublish");
        }
        String uri = shards.uri().replace("://", "://rooms:s3cr3t-pass@");
        Server one = started(Server.join(Server.settings(uri)));
        one.subscribe("p:1", "p:2");
        one.fence("p:1", one);
        one.backplane().unsubscribe(Set.of("p:2"));
        one.fence("p:1", one);
        assertThat(one.lost()).isZero();
    }

    /** Without sharded channels a cluster passes everything on to all of its nodes. */
    @Test
    void theUriOfASingleNodeWillDo() {
        Server one = started(Server.join(Server.settings(shards.masters().get(0).uri())));
        Server two = started(Server.join(Server.settings(shards.masters().get(1).uri())));
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);
        one.fence("p:2", two);
    }
}
