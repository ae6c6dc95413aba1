package dev.rooms.example.clients;

import dev.rooms.example.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of CONTRACT §2 with the official JavaScript client, by each of its choices of transports: its default
 * (polling, then the upgrade), WebSocket alone, polling alone.
 */
@Timeout(600)
class JavaScriptClientTest {
    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        NodeClients.require("socket.io-client");
        server = ServerProcess.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    List<DynamicContainer> theContract() throws Exception {
        return onTheSharedServer("contract");
    }

    @TestFactory
    List<DynamicContainer> wrongInput() throws Exception {
        return onTheSharedServer("input");
    }

    @TestFactory
    List<DynamicContainer> delivery() throws Exception {
        return onTheSharedServer("delivery");
    }

    @TestFactory
    List<DynamicContainer> connections() throws Exception {
        return onTheSharedServer("connection");
    }

    @TestFactory
    List<DynamicContainer> theServersEnd() throws Exception {
        List<DynamicContainer> results = new ArrayList<>();
        for (Transports transports : Transports.values()) {
            try (RestartedServer restarted = new RestartedServer(directory)) {
                results.add(Scenarios.run("lifecycle", restarted.port(), transports, restarted));
            }
        }
        return results;
    }

    private static List<DynamicContainer> onTheSharedServer(String file) throws Exception {
        List<DynamicContainer> results = new ArrayList<>();
        for (Transports transports : Transports.values()) {
            results.add(Scenarios.run(file, server.port(), transports, Scenarios.Stagehand.NONE));
        }
        return results;
    }
}
