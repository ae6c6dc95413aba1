package dev.rooms.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.ClusterSettings;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.TestClient;
import dev.rooms.redis.RedisBackplane;
import dev.rooms.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Applications that share a backplane are one set of rooms. */
class BackplaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Ours.class);

    /** By way of the class files, as in an application: there, classes that are missing aren't missed. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        RoomsAutoConfiguration.class,
        RoomsRedisAutoConfiguration.class,
        ActuatorHealthAutoConfiguration.class
    })
    static class Ours {}

    private static void awaitTogether(Rooms one, Rooms other) {
        await().atMost(PATIENCE)
                .until(() -> one.cluster().orElseThrow().others().size() == 1
                        && other.cluster().orElseThrow().others().size() == 1);
    }

    private static void areOneSetOfRooms(Rooms one, Rooms other) {
        awaitTogether(one, other);
        TestClient ada = TestClient.connect(one, "ada");
        ada.join("lobby");

        await().atMost(PATIENCE).until(() -> {
            other.to("lobby").emit("news", 1);
            return !ada.received("news").isEmpty();
        });
    }

    @Test
    void aBackplaneThatIsABeanJoinsTheRooms() {
        InMemoryBus bus = new InMemoryBus();
        application
                .withBean(Backplane.class, bus::connect)
                .run(one -> application.withBean(Backplane.class, bus::connect).run(other -> {
                    areOneSetOfRooms(one.getBean(Rooms.class), other.getBean(Rooms.class));
                    HealthIndicator health = one.getBean("roomsHealthIndicator", HealthIndicator.class);
                    await().atMost(PATIENCE)
                            .until(() -> health.health().getStatus().equals(Status.UP));
                    assertThat(health.health().getDetails()).containsEntry("otherServers", 1);
                }));
    }

    @Test
    void settingsOfTheClusterAreTakenAndABeanOfThemWins() {
        InMemoryBus bus = new InMemoryBus();
        ApplicationContextRunner signed = application.withPropertyValues(
                "rooms.cluster.secret=a secret of the test", "rooms.cluster.required=true");
        signed.withBean(Backplane.class, bus::connect)
                .run(one -> application
                        .withBean(Backplane.class, bus::connect)
                        .withBean(
                                ClusterSettings.class,
                                () -> ClusterSettings.DEFAULTS.withSecret("a secret of the test"))
                        .run(other -> {
                            assertThat(one.getBean(Rooms.class)
                                            .cluster()
                                            .orElseThrow()
                                            .isRequired())
                                    .isTrue();
                            areOneSetOfRooms(one.getBean(Rooms.class), other.getBean(Rooms.class));
                            assertThat(one.getBean(RoomsProperties.class).toString())
                                    .doesNotContain("a secret");
                        }));
    }

    @Test
    void aRedisThatASettingNamesJoinsTheRooms(@TempDir Path folder) {
        try (RedisServer redis = RedisServer.start(folder)) {
            ApplicationContextRunner withRedis = application.withPropertyValues("rooms.redis.url=" + redis.uri());
            withRedis.run(one -> withRedis.run(other -> {
                assertThat(one).hasSingleBean(RedisBackplane.class);
                areOneSetOfRooms(one.getBean(Rooms.class), other.getBean(Rooms.class));
            }));
            await().atMost(PATIENCE).until(() -> redis.clients().isEmpty());

            withRedis
                    .withPropertyValues("rooms.redis.prefix=one")
                    .run(one -> withRedis
                            .withPropertyValues("rooms.redis.prefix=another")
                            .run(other -> {
                                await().atMost(PATIENCE)
                                        .until(() -> one.getBean(Rooms.class)
                                                        .cluster()
                                                        .orElseThrow()
                                                        .isSettled()
                                                && other.getBean(Rooms.class)
                                                        .cluster()
                                                        .orElseThrow()
                                                        .isSettled());
                                assertThat(one.getBean(Rooms.class)
                                                .cluster()
                                                .orElseThrow()
                                                .others())
                                        .isEmpty();
                            }));
        }
    }

    @Test
    void aBackplaneOfTheApplicationsOwnWinsOverTheSetting() {
        InMemoryBus bus = new InMemoryBus();
        application
                .withBean(Backplane.class, bus::connect)
                .withPropertyValues("rooms.redis.url=redis://127.0.0.1:1")
                .run(context ->
                        assertThat(context).hasSingleBean(Backplane.class).doesNotHaveBean(RedisBackplane.class));
    }

    @Test
    void anEmptyUrlIsNone() {
        application.withPropertyValues("rooms.redis.url=").run(context -> {
            assertThat(context).doesNotHaveBean(Backplane.class);
            assertThat(context.getBean(Rooms.class).cluster()).isEmpty();
        });
    }

    @Test
    void aUrlThatCannotBeUsedStopsTheStartWithoutItsPassword() {
        application
                .withPropertyValues("rooms.redis.url=http://user:s3cr3t@redis.example")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("the URI of Redis")
                        .hasMessageNotContaining("s3cr3t"));
    }

    @Test
    void aUrlWithoutTheModuleThatUsesItStopsTheStart() {
        application
                .withClassLoader(new FilteredClassLoader("dev.rooms.redis"))
                .withPropertyValues("rooms.redis.url=redis://127.0.0.1")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("add dev.rooms:rooms-redis"));
        application
                .withClassLoader(new FilteredClassLoader("dev.rooms.redis"))
                .run(context -> assertThat(context).hasSingleBean(Rooms.class));
    }
}
