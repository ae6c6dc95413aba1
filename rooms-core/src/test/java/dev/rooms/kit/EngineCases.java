package dev.rooms.kit;

import dev.rooms.kit.TransportContract.Server;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What every group of cases against a conformance fixture needs: the fixture, for each case a fresh one. */
@Timeout(120)
abstract class EngineCases {
    private final Callable<Server> starter;
    private final String path;
    private @Nullable Server server;
    private @Nullable EngineEndpoint endpoint;

    EngineCases(Callable<Server> starter, String path) {
        this.starter = starter;
        this.path = path;
    }

    @BeforeEach
    void startFixture() throws Exception {
        Server started = starter.call();
        server = started;
        endpoint = new EngineEndpoint(started.uri(), path);
    }

    @AfterEach
    void stopFixture() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    EngineEndpoint endpoint() {
        return Objects.requireNonNull(endpoint);
    }
}
