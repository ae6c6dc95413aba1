package dev.rooms.example.clients;

import dev.rooms.example.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an embedder can do with Socket.IO clients, by the official JavaScript client: see {@link Stage}. */
@Timeout(600)
class StageTest {
    @TempDir
    static Path directory;

    private static ServerProcess stage;

    @BeforeAll
    static void start() {
        NodeClients.require("socket.io-client");
        stage = Stage.start(directory);
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @TestFactory
    List<DynamicContainer> anEmbeddersEvents() throws Exception {
        return withEachTransport("stage");
    }

    @TestFactory
    List<DynamicContainer> recovery() throws Exception {
        return withEachTransport("recovery");
    }

    private static List<DynamicContainer> withEachTransport(String file) throws Exception {
        List<DynamicContainer> results = new ArrayList<>();
        for (Transports transports : Transports.values()) {
            results.add(Scenarios.run(file, stage.port(), transports, Scenarios.Stagehand.NONE));
        }
        return results;
    }
}
