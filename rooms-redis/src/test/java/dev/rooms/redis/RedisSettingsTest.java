package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
    private static final RedisSettings SETTINGS = RedisSettings.of("redis://rooms:s3cr3t@redis.example:6380");

    @Test
    void theTextShowsNeitherUserNorPassword() {
        assertThat(SETTINGS.toString())
                .contains("uri=redis://***@redis.example:6380", "prefix=rooms", "maxWaitingMessages=10000")
                .doesNotContain("s3cr3t");
        assertThat(RedisBackplane.of(SETTINGS)).hasToString("RedisBackplane[redis://***@redis.example:6380]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://rooms:s3cr3t pass@redis.example",
                "http://rooms:s3cr3t@redis.example",
                "rooms:s3cr3t@redis.example",
                "redis://rooms:s3cr3t@redis.example:port",
                "redis://rooms:s3cr3t@one.example,two.example",
                "redis://rooms:s3cr3t#s3cr3t@redis.example",
                "redis://rooms:s3cr3t/s3cr3t@redis.example",
                "redis-socket:///tmp/redis?x=s3cr3t@",
                "redis-cluster://rooms:s3cr3t@one.example,two.example:port",
                "redis-sentinel-cluster://rooms:s3cr3t@one.example#chat",
                "http-cluster://rooms:s3cr3t@one.example"
            })
    void aUriThatCannotBeUsedIsRefusedWithoutItsPassword(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.of(uri))
                .withMessageStartingWith("the URI of Redis, ")
                .withMessageContaining("give redis://")
                .withMessageNotContaining("s3cr3t")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost, localhost, 6379, false",
        "redis://localhost:7000, localhost, 7000, false",
        "redis://[::1]:7000/2, [::1], 7000, false",
        "rediss://rooms:a%40b@redis.example:6380, redis.example, 6380, true",
    })
    void aUriIsReadAsLettuceReadsIt(String uri, String host, int port, boolean tls) {
        RedisSettings settings = RedisSettings.of(uri);
        assertThat(settings.target().entries().get(0).getHost()).isEqualTo(host);
        assertThat(settings.target().entries().get(0).getPort()).isEqualTo(port);
        assertThat(settings.target().entries().get(0).isSsl()).isEqualTo(tls);
        assertThat(settings.target().entries().get(0).getTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    // In another thread they may be late: a connection was said to be there, and refused its first command.
    @Test
    void credentialsAreThereWithoutAnotherThread() {
        RedisCredentialsProvider credentials =
                SETTINGS.target().entries().get(0).getCredentialsProvider();
        assertThat(credentials)
                .isInstanceOfSatisfying(
                        RedisCredentialsProvider.ImmediateRedisCredentialsProvider.class,
                        now -> assertThat(now.resolveCredentialsNow().getUsername())
                                .isEqualTo("rooms"));
        assertThat(RedisSettings.of("redis://localhost")
                        .target()
                        .entries()
                        .get(0)
                        .getCredentialsProvider())
                .isInstanceOf(RedisCredentialsProvider.ImmediateRedisCredentialsProvider.class);
    }

    @Test
    void sentinelsAreReadFromTheUri() {
        RedisSettings settings = RedisSettings.of("redis-sentinel://:s3cr3t@one.example,two.example:26380#chat");
        assertThat(settings.target().entries().get(0).getSentinels()).hasSize(2);
        assertThat(settings.target().entries().get(0).getSentinelMasterId()).isEqualTo("chat");
        assertThat(settings.place()).isEqualTo("redis-sentinel://***@one.example,two.example:26380#chat");
    }

    @Test
    void nodesOfAClusterAreReadFromTheUri() {
        Target target = RedisSettings.of("rediss-cluster://rooms:a%40b@one.example,[::1]:7001?verifyPeer=CA")
                .target();
        assertThat(target.isCluster()).isTrue();
        assertThat(target.nodes()).containsExactly(new Node("one.example", 6379), new Node("[::1]", 7001));
        RedisURI another = target.at(new Node("three.example", 7003));
        assertThat(another.getHost()).isEqualTo("three.example");
        assertThat(another.getPort()).isEqualTo(7003);
        assertThat(another.isSsl()).isTrue();
        assertThat(another.getVerifyMode()).isEqualTo(SslVerifyMode.CA);
        assertThat(another.getTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(another.getCredentialsProvider())
                .isInstanceOfSatisfying(
                        RedisCredentialsProvider.ImmediateRedisCredentialsProvider.class,
                        now -> assertThat(now.resolveCredentialsNow().getPassword())
                                .containsExactly("a@b".toCharArray()));
        assertThat(RedisSettings.of("redis-cluster://localhost")
                        .target()
                        .entries()
                        .get(0)
                        .isSsl())
                .isFalse();
        assertThat(SETTINGS.target().isCluster()).isFalse();
    }

    @Test
    void eachSettingIsChangedAlone() {
        RedisSettings changed = SETTINGS.withUri("redis://localhost")
                .withPrefix("chat")
                .withMaxWaiting(2, 3)
                .withReconnectDelays(Duration.ofMillis(4), Duration.ofMillis(5))
                .withTimeout(Duration.ofMillis(6))
                .withProbeInterval(Duration.ofMillis(7));
        assertThat(changed)
                .isEqualTo(new RedisSettings(
                        "redis://localhost",
                        "chat",
                        2,
                        3,
                        Duration.ofMillis(4),
                        Duration.ofMillis(5),
                        Duration.ofMillis(6),
                        Duration.ofMillis(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a*", "a?", "[ab]", "\u00e9"})
    void aPrefixThatWouldBeAPatternIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withPrefix(prefix))
                .withMessageContaining("prefix is \"" + prefix + "\"");
    }

    @Test
    void valuesThatCannotBeKeptAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withMaxWaiting(0, 1))
                .withMessage("maxWaitingMessages is 0; give 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withMaxWaiting(1, 0))
                .withMessage("maxWaitingBytes is 0; give 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withTimeout(Duration.ZERO))
                .withMessage("timeout is PT0S; give 1 ms to 1 h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withReconnectDelays(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("maxReconnectDelay is PT1S; give no less than minReconnectDelay, which is PT2S");
    }
}
