package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.security.Authenticator.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §4: health, in the shape of @nestjs/terminus")
class HealthTest {
    private final Rooms rooms = Rooms.create();

    @AfterEach
    void close() {
        rooms.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void whileAllIsWellItIsOk(String path) {
        Calls calls = new Calls(HttpApi.of(rooms)
                .healthCheck("redis", () -> Health.up(Map.of("ms", 2)))
                .build());

        Calls.Answer answer = calls.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"status\":\"ok\","
                                + "\"info\":{\"rooms\":{\"status\":\"up\",\"clients\":0},\"redis\":{\"status\":\"up\",\"ms\":2}},"
                                + "\"error\":{},"
                                + "\"details\":{\"rooms\":{\"status\":\"up\",\"clients\":0},\"redis\":{\"status\":\"up\",\"ms\":2}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void aCheckThatIsDownIs503(String path) {
        Calls calls = new Calls(HttpApi.of(rooms)
                .healthCheck("redis", () -> Health.down("connection refused"))
                .build());

        Calls.Answer answer = calls.get(path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("status").asText()).isEqualTo("error");
        assertThat(answer.json().path("info").path("rooms").path("status").asText())
                .isEqualTo("up");
        assertThat(answer.json().path("error").path("redis").path("message").asText())
                .isEqualTo("connection refused");
        assertThat(answer.json().path("error").has("rooms")).isFalse();
        assertThat(answer.json().path("details")).hasSize(2);
        assertThat(calls.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aCheckThatThrowsIsDownAndTellsNoSecret() {
        Calls calls = new Calls(HttpApi.of(rooms)
                .healthCheck("database", () -> {
                    throw new IllegalStateException("password wrong");
                })
                .build());

        Calls.Answer answer = calls.get("/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").path("database").path("status").asText())
                .isEqualTo("down");
        assertThat(answer.text()).doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void whileDrainingItIs503AndStillAlive(String path) {
        Calls calls = new Calls(rooms);
        rooms.drain();

        Calls.Answer answer = calls.get(path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("status").asText()).isEqualTo("shutting_down");
        assertThat(answer.json().path("error").path("rooms").path("status").asText())
                .isEqualTo("down");
        assertThat(calls.get("/health/live").text())
                .isEqualTo("{\"status\":\"ok\",\"info\":{},\"error\":{},\"details\":{}}");
    }

    @Test
    void afterTheRoomsAreClosedHealthStillAnswers() {
        Calls calls =
                new Calls(HttpApi.of(rooms).healthCheck("redis", Health::up).build());
        rooms.close();

        assertThat(calls.get("/health").status()).isEqualTo(503);
        assertThat(calls.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aCheckThatHangsIsDownInTimeAndRunsOnlyOnce() {
        ExecutorService executor = Executors.newCachedThreadPool();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        WatchedCheck check = new WatchedCheck(
                () -> {
                    started.incrementAndGet();
                    try {
                        never.await();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                    return Health.up();
                },
                executor,
                Duration.ofMillis(20));

        CompletableFuture<Health> first = check.ask();
        CompletableFuture<Health> second = check.ask();

        assertThat(first.join().isUp()).isFalse();
        assertThat(second.join().isUp()).isFalse();
        assertThat(check.ask().join().isUp()).isFalse();
        assertThat(started).hasValue(1);

        never.countDown();
        executor.shutdown();
    }

    @Test
    void healthIsExemptFromAuthenticationAndRateLimit() {
        try (Rooms guarded = Rooms.builder()
                .authenticator(handshake -> Verdict.unauthorized("Give a token"))
                .limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1))
                .build()) {
            Calls calls = new Calls(guarded);
            for (int i = 0; i < 10; i++) {
                assertThat(calls.get("/health").status()).isEqualTo(200);
                assertThat(calls.get("/health/live").status()).isEqualTo(200);
                assertThat(calls.get("/health/ready").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        HttpApiBuilder builder = HttpApi.of(rooms).healthCheck("redis", Health::up);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.healthCheck("redis", Health::up));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.healthCheck("rooms", Health::up));
    }
}
