package dev.rooms.redis;

import dev.rooms.backplane.Backplane;
import dev.rooms.kit.BackplaneContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every backplane must do, on a real Redis. */
class RedisBackplaneTest extends BackplaneContract {
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

    @Override
    protected Backplane connect() {
        return RedisBackplane.of(redis.uri());
    }
}
