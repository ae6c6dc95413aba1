package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.rooms.kit.RecordingReceiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it takes of a machine and of Redis, and that it gives it back. */
class RedisConnectionsTest {
    @TempDir
    private static Path folder;

    private static RedisServer redis;
    private final List<Server> servers = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void close() {
        servers.forEach(Server::close);
    }

    private Server join() {
        return started(Server.join(Server.settings(redis.uri())));
    }

    private Server started(Server server) {
        servers.add(server);
        return server;
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("rooms-redis") || name.startsWith("lettuce"))
                .toList();
    }

    @Test
    void itTakesTwoConnectionsAndLeavesNothingBehind() {
        Server one = join();
        one.subscribe("p:1");
        one.fence("p:1", one);
        assertThat(redis.clients()).hasSize(2);
        assertThat(ownThreads()).isNotEmpty();

        one.close();

        await().untilAsserted(() -> assertThat(redis.clients()).isEmpty());
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
        assertThat(one.states()).as("it left by itself").containsExactly("joined");
        assertThat(redis.command("DBSIZE")).isEqualTo(":0");
    }

    @Test
    void whatNeverReachedRedisLeavesNothingBehindEither() {
        RedisServer nowhere = RedisServer.prepare(folder);
        Server one = started(Server.start(Server.settings(nowhere.uri())));
        one.awaitStates("parted");
        one.close();
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void itMayBeClosedInTheThreadThatBringsAMessage() throws Exception {
        Server one = join();
        one.subscribe("p:1");
        CountDownLatch closed = new CountDownLatch(1);
        one.onMessage(message -> {
            one.close();
            closed.countDown();
        });
        await().until(() -> !one.publish("p:1", "the end") || closed.getCount() == 0);
        assertThat(closed.await(15, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void itStartsOnce() {
        RedisBackplane backplane = RedisBackplane.of(redis.uri());
        assertThat(backplane.publish("p:1", new byte[0])).isFalse();
        backplane.close();
        assertThatIllegalStateException().isThrownBy(() -> backplane.start(new RecordingReceiver()));
        assertThat(ownThreads()).isEmpty();
    }

    @Test
    void thousandsOfChannelsAreSubscribedToInFewCommands() {
        Set<String> channels = IntStream.range(0, 5_000).mapToObj(i -> "p:" + i).collect(Collectors.toSet());
        Server one = join();
        long before = redis.number("total_commands_processed");
        one.backplane().subscribe(channels);
        one.subscribe("last");
        one.fence("last", one);
        assertThat(redis.command("PUBSUB NUMSUB rooms:p:0")).isEqualTo("*2");
        assertThat(redis.number("pubsub_channels")).isEqualTo(5_000 + 2);
        // Six of them subscribe; the others are messages, and questions of this test.
        assertThat(redis.number("total_commands_processed") - before).isLessThan(500);

        redis.command("CLIENT KILL TYPE pubsub");
        one.awaitStates("joined", "parted", "joined");
        assertThat(redis.number("pubsub_channels")).isEqualTo(5_000 + 2);
        one.backplane().unsubscribe(channels);
        await().until(() -> redis.number("pubsub_channels") == 2);
    }

    @Test
    void aChannelEndsAsItWasWantedLast() {
        Server one = join();
        for (int i = 0; i < 500; i++) {
            String channel = "p:" + i % 7;
            if (ThreadLocalRandom.current().nextBoolean()) {
                one.backplane().subscribe(Set.of(channel));
            } else {
                one.backplane().unsubscribe(Set.of(channel));
            }
        }
        one.backplane().subscribe(Set.of("p:0", "p:2"));
        one.backplane().unsubscribe(Set.of("p:1", "p:3", "p:4", "p:5", "p:6"));
        one.subscribe("last");
        one.fence("last", one);
        await().until(() -> redis.number("pubsub_channels") == 4);
        one.fence("p:0", one);
        one.fence("p:2", one);
    }

    @Test
    void whileChannelsComeAndGoNothingIsMissedOnTheOthers() throws Exception {
        int count = 10_000;
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);
        Thread load = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                String message = i % 100 == 0 ? i + "x".repeat(100_000) : "" + i;
                while (!one.publish("p:1", message)) {
                    Thread.onSpinWait();
                }
            }
        });
        load.start();
        while (load.isAlive()) {
            two.subscribe("come", "and");
            two.backplane().unsubscribe(Set.of("come", "and"));
            load.join(1);
        }
        one.fence("p:1", two);
        assertThat(two.messages().stream().map(text -> text.substring(4).replace("x", "")))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(String::valueOf).toList());
        assertThat(two.states()).containsExactly("joined");
    }
}
