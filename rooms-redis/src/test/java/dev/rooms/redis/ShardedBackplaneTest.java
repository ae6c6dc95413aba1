package dev.rooms.redis;

import dev.rooms.backplane.Backplane;
import dev.rooms.kit.BackplaneContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every backplane must do, on a Redis Cluster of three masters. */
class ShardedBackplaneTest extends BackplaneContract {
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

    @Override
    protected Backplane connect() {
        return RedisBackplane.of(shards.uri());
    }
}
