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

@DisplayName("Servers that a Redis Cluster joins are one to their clients")
class ShardedClusterTest {
    @TempDir
    private static Path folder;

    private static RedisShards shards;

    @BeforeAll
    static void startShards() {
        shards = RedisShards.start(folder, 3);
    }

    @AfterAll
    static void stopShards() {
        if (shards != null) {
            shards.close();
        }
    }

    @Nested
    class ThatHearAllRooms extends ClusterContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(shards.uri());
        }
    }

    @Nested
    class ThatHearTheirOwnRoomsAlone extends ClusterContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(shards.uri());
        }

        @Override
        protected ClusterSettings settings() {
            return ClusterSettings.DEFAULTS.withReach(ClusterSettings.Reach.OWN_ROOMS);
        }
    }

    @Nested
    class InRandomHistories extends ClusterModelContract {
        @Override
        protected Backplane connect() {
            return RedisBackplane.of(shards.uri());
        }
    }
}
