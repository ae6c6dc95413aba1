package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with Redis is told, and mended without help. */
class RedisFaultsTest {
    @TempDir
    private Path folder;

    private RedisServer redis;
    private final List<Server> servers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        redis = RedisServer.start(folder);
    }

    @AfterEach
    void close() {
        servers.forEach(Server::close);
        if (redis != null) {
            redis.close();
        }
    }

    private Server join() {
        return started(Server.join(Server.settings(redis.uri())));
    }

    /** Finds out soon that Redis stands still; the others may wait longer, on a machine with much to do. */
    private Server impatient() {
        return started(Server.join(Server.settings(redis.uri()).withProbeInterval(Duration.ofMillis(300))));
    }

    private Server started(Server server) {
        servers.add(server);
        return server;
    }

    @Test
    void afterARestartOfRedisAllIsAsBefore() {
        Server one = join();
        Server two = join();
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);

        redis.stop();
        one.awaitStates("joined", "parted");
        two.awaitStates("joined", "parted");
        assertThat(one.publish("p:1", "nobody is there")).isFalse();
        two.subscribe("p:3");
        redis.start();
        one.awaitStates("joined", "parted", "joined");
        two.awaitStates("joined", "parted", "joined");

        for (String channel : List.of("p:1", "p:2", "p:3")) {
            assertThat(one.publish(channel, "again")).isTrue();
            one.fence(channel, two);
        }
        assertThat(two.messages()).containsExactly("p:1 again", "p:2 again", "p:3 again");
        assertThat(one.states().get(1)).contains("127.0.0.1:" + redis.port());
    }

    @Test
    void whatWasSubscribedToIsInEffectWhenItIsToldThatItJoined() {
        redis.stop();
        Server one = started(Server.start(Server.settings(redis.uri())));
        Server two = started(Server.start(Server.settings(redis.uri())));
        two.subscribe("p:1", "p:2");
        two.awaitStates("parted");
        assertThat(two.states().get(0)).contains("Connection refused");
        assertThat(one.publish("p:1", "nobody is there")).isFalse();

        redis.start();
        one.awaitStates("parted", "joined");
        two.awaitStates("parted", "joined");
        assertThat(one.publish("p:1", "first")).isTrue();
        assertThat(one.publish("p:2", "first")).isTrue();

        one.fence("p:1", two);
        one.fence("p:2", two);
        assertThat(two.messages()).containsExactlyInAnyOrder("p:1 first", "p:2 first");
        assertThat(one.lost()).isZero();
    }

    @Test
    void aRedisThatStandsStillIsGoneAndIsBackWhenItGoesOn() {
        Server one = impatient();
        Server two = impatient();
        two.subscribe("p:1");
        one.fence("p:1", two);

        redis.pause();
        one.awaitStates("joined", "parted");
        two.awaitStates("joined", "parted");
        redis.resume();
        one.awaitStates("joined", "parted", "joined");
        two.awaitStates("joined", "parted", "joined");

        assertThat(one.publish("p:1", "again")).isTrue();
        one.fence("p:1", two);
        assertThat(two.messages()).containsExactly("p:1 again");
        assertThat(one.states().get(1)).contains("doesn't come back");
    }

    @Test
    void aSubscriptionThatBringsNothingAnyMoreIsMadeAnewThoughItsConnectionStays() {
        try (DeafeningRelay relay = new DeafeningRelay(redis)) {
            Server one = started(Server.join(Server.settings(relay.uri()).withProbeInterval(Duration.ofMillis(300))));
            Server two = join();
            one.subscribe("p:1");
            two.fence("p:1", one);

            relay.deafen();
            one.awaitStates("joined", "parted", "joined");

            assertThat(one.states().get(1)).contains("doesn't come back");
            assertThat(two.publish("p:1", "again")).isTrue();
            two.fence("p:1", one);
            assertThat(one.messages()).containsExactly("p:1 again");
            assertThat(two.states()).containsExactly("joined");
            one.close();
        }
    }

    @Test
    void aSubscribingConnectionThatIsCutIsMadeAnewAndSubscribesAnew() {
        Server one = join();
        Server two = join();
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);

        assertThat(redis.command("CLIENT KILL TYPE pubsub")).isEqualTo(":2");
        one.awaitStates("joined", "parted", "joined");
        two.awaitStates("joined", "parted", "joined");

        assertThat(one.publish("p:1", "again")).isTrue();
        assertThat(one.publish("p:2", "again")).isTrue();
        one.fence("p:1", two);
        one.fence("p:2", two);
        assertThat(two.messages()).containsExactlyInAnyOrder("p:1 again", "p:2 again");
        assertThat(one.lost()).as("what publishes was left alone").isZero();
    }

    @Test
    void ofPublishingConnectionsThatAreCutEachMessageThatWasTakenArrivesOrIsToldAsLost() throws Exception {
        Server one = join();
        Server two = join();
        two.subscribe("p:1");
        one.fence("p:1", two);
        AtomicInteger taken = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        Thread load = new Thread(() -> {
            while (!enough.get()) {
                if (one.publish("p:1", "load")) {
                    taken.incrementAndGet();
                }
            }
        });
        load.start();
        for (int cut = 1; cut <= 3; cut++) {
            int states = 1 + 2 * cut;
            await().until(() -> one.publish("p:1", "in between"));
            redis.command("CLIENT KILL TYPE normal SKIPME yes");
            await().atMost(Server.PATIENCE).until(() -> one.states().size() >= states);
        }
        enough.set(true);
        load.join();
        one.fence("p:1", two);

        assertThat(one.states()).hasSize(7).last().isEqualTo("joined");
        await().untilAsserted(() -> assertThat(
                        two.messages().stream().filter("p:1 load"::equals).count() + one.lost())
                .isGreaterThanOrEqualTo(taken.get()));
        assertThat(two.messages().stream().filter("p:1 load"::equals).count()).isLessThanOrEqualTo(taken.get());
    }

    @Test
    void aServerThatReadsTooSlowlyIsCutOffAndComesBack() {
        redis.command("CONFIG SET client-output-buffer-limit \"pubsub 1mb 1mb 1\"");
        Server one = join();
        // It shall hear it from Redis, and not find it out by itself before.
        Server slow = started(Server.join(Server.settings(redis.uri()).withProbeInterval(Duration.ofMinutes(10))));
        slow.subscribe("p:1");
        one.fence("p:1", slow);
        CountDownLatch stuck = new CountDownLatch(1);
        slow.onMessage(message -> {
            try {
                stuck.await();
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });

        String large = "x".repeat(100_000);
        await().atMost(Server.PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            one.publish("p:1", large);
            return redis.log().contains("overcoming of output buffer limits");
        });
        stuck.countDown();
        slow.awaitStates("joined", "parted", "joined");

        assertThat(slow.states().get(1)).contains("closed the connection");
        assertThat(one.publish("p:1", "again")).isTrue();
        one.fence("p:1", slow);
        assertThat(slow.messages()).endsWith("p:1 again");
        assertThat(one.states()).as("the others aren't disturbed").containsExactly("joined");
    }

    @Test
    void aRedisThatTakesNothingIsWaitedForWithSoManyMessagesAndNoMore() {
        RedisSettings patient = Server.settings(redis.uri())
                .withProbeInterval(Duration.ofMinutes(10))
                .withMaxWaiting(5_000, 1 << 20);
        Server one = started(Server.join(patient));
        Server two = started(Server.join(patient));
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);
        one.fence("p:2", two);

        redis.pause();
        int small = 0;
        for (int i = 0; i < 100_000; i++) {
            small += one.publish("p:1", "small " + i) ? 1 : 0;
        }
        // The answer to a fence may be on its way still, and then has the place of a message.
        assertThat(small).isBetween(4_990, 5_000);
        redis.resume();
        one.fence("p:1", two);
        assertThat(two.messages()).hasSize(small).startsWith("p:1 small 0").endsWith("p:1 small " + (small - 1));

        redis.pause();
        String large = "x".repeat(1 << 16);
        int some = 0;
        for (int i = 0; i < 1_000; i++) {
            some += one.publish("p:2", large) ? 1 : 0;
        }
        assertThat(some).isBetween(15, 16);
        redis.resume();
        one.fence("p:2", two);
        assertThat(two.messages()).hasSize(small + some);
        assertThat(one.lost()).isZero();
        assertThat(one.states()).containsExactly("joined");
    }

    @Test
    void whatWaitedForARedisThatIsGivenUpIsLost() {
        Server one = impatient();
        redis.pause();
        int taken = 0;
        while (one.publish("p:1", "in vain")) {
            taken++;
        }
        one.awaitStates("joined", "parted");
        int all = taken;
        await().untilAsserted(() -> assertThat(one.lost()).isEqualTo(all));
        assertThat(one.publish("p:1", "nobody is there")).isFalse();
        redis.resume();
        one.awaitStates("joined", "parted", "joined");
    }
}
