package dev.rooms.redis;

import dev.rooms.ClusterSettings;
import dev.rooms.backplane.Backplane;
import dev.rooms.kit.ClusterContract;
import dev.rooms.kit.ClusterModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Servers that a Redis joins are one to their clients")
class RedisClusterTest {
    @TempDir
    private static Path folder;

    private static RedisServer redis;

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

    @Nested
    class ThatHearAllRooms extends ClusterContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(redis.uri());
        }
    }

    @Nested
    class ThatHearTheirOwnRoomsAlone extends ClusterContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(redis.uri());
        }

        @Override
        protected ClusterSettings settings() {
            return ClusterSettings.DEFAULTS
                    .withReach(ClusterSettings.Reach.OWN_ROOMS)
                    .withSecret("what only the servers know");
        }
    }

    @Nested
    class InRandomHistories extends ClusterModelContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(redis.uri());
        }
    }
}
