package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that asks who comes. */
class RedisAccessTest {
    /** As docs/clustering.md has it, with another password. */
    private static final String ACL = documented();

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

    private static String documented() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "clustering.md")).stream()
                    .filter(line -> line.startsWith("ACL SETUSER rooms "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("docs/clustering.md has no line for ACL"))
                    .replace(">password", ">s3cr3t-pass");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String uri(String credentials) {
        return "redis://" + credentials + "@127.0.0.1:" + redis.port();
    }

    private Server started(Server server) {
        servers.add(server);
        return server;
    }

    @Test
    void aUserWithNoMoreRightsThanAreDocumentedCanDoAll() {
        assertThat(redis.command(ACL)).isEqualTo("+OK");
        assertThat(redis.command("ACL SETUSER default off")).isEqualTo("+OK");
        Server one = started(Server.join(Server.settings(uri("rooms:s3cr3t-pass"))));
        Server two = started(Server.join(Server.settings(uri("rooms:s3cr3t-pass"))));
        two.subscribe("p:1", "p:2");
        one.fence("p:1", two);
        two.backplane().unsubscribe(Set.of("p:2"));
        assertThat(one.publish("p:1", "news")).isTrue();
        one.fence("p:1", two);
        assertThat(two.messages()).containsExactly("p:1 news");
        assertThat(one.lost()).isZero();
    }

    @Test
    void aWrongPasswordIsToldWithoutThePasswordAndTriedAgain() {
        redis.command(ACL);
        Server one = started(Server.start(Server.settings(uri("rooms:wr0ng-pass"))));
        one.awaitStates("parted");
        assertThat(one.states().get(0)).contains("WRONGPASS").doesNotContain("wr0ng-pass");

        redis.command("ACL SETUSER rooms >wr0ng-pass");
        one.awaitStates("parted", "joined");
    }

    @Test
    void aRightThatIsMissingIsNamed() {
        redis.command(ACL);
        redis.command("ACL SETUSER rooms -publish");
        Server one = started(Server.start(Server.settings(uri("rooms:s3cr3t-pass"))));
        one.awaitStates("parted");
        assertThat(one.states().get(0)).contains("NOPERM").contains("publish");

        redis.command("ACL SETUSER rooms +publish -subscribe");
        Server two = started(Server.start(Server.settings(uri("rooms:s3cr3t-pass"))));
        two.awaitStates("parted");
        assertThat(two.states().get(0)).contains("NOPERM").contains("subscribe");

        redis.command("ACL SETUSER rooms +subscribe");
        one.awaitStates("parted", "joined");
        two.awaitStates("parted", "joined");
    }

    @Test
    void aPrefixThatTheUserMayNotHaveIsNamed() {
        redis.command(ACL);
        Server one =
                started(Server.start(Server.settings(uri("rooms:s3cr3t-pass")).withPrefix("chat")));
        one.awaitStates("parted");
        assertThat(one.states().get(0)).contains("NOPERM");
    }

    @Test
    void aPasswordWithoutUserWillDo() {
        redis.command("CONFIG SET requirepass s3cr3t-pass");
        Server one = started(Server.join(Server.settings(uri("s3cr3t-pass"))));
        one.subscribe("p:1");
        one.fence("p:1", one);
        Server two = started(Server.start(Server.settings(redis.uri())));
        two.awaitStates("parted");
        assertThat(two.states().get(0)).contains("NOAUTH");
    }

    @Test
    void twoSitesWithPrefixesOfTheirOwnDontHearEachOther() {
        Server one = started(Server.join(Server.settings(redis.uri()).withPrefix("one")));
        Server other = started(Server.join(Server.settings(redis.uri()).withPrefix("other")));
        for (Server server : servers) {
            server.subscribe("p:1");
            server.fence("p:1", server);
        }
        assertThat(one.publish("p:1", "from one")).isTrue();
        assertThat(other.publish("p:1", "from other")).isTrue();
        one.fence("p:1", one);
        other.fence("p:1", other);
        assertThat(one.messages()).containsExactly("p:1 from one");
        assertThat(other.messages()).containsExactly("p:1 from other");
    }
}
