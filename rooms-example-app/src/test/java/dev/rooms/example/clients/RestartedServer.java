package dev.rooms.example.clients;

import dev.rooms.example.ServerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server that is ended and started again on the port that it had; its heartbeat is short. */
final class RestartedServer implements Scenarios.Stagehand, AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "ROOMS_HEARTBEAT_INTERVAL", "300ms",
            "ROOMS_HEARTBEAT_TIMEOUT", "5s",
            "ROOMS_DRAIN_TIMEOUT", "2s");

    private final Path directory;
    private final int port;
    private ServerProcess server;

    RestartedServer(Path directory) {
        this.directory = directory;
        this.server = ServerProcess.start(directory, SETTINGS);
        this.port = server.port();
    }

    int port() {
        return port;
    }

    /** Ends it as a container's stop does, and waits for its end. */
    void terminate() throws InterruptedException {
        server.terminate();
        server.exitCode();
    }

    /** Starts another on the same port, and waits until it listens. */
    void start() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("ROOMS_PORT", String.valueOf(port));
        server = ServerProcess.start(directory, settings);
        server.port();
    }

    @Override
    public void act(String what) throws InterruptedException {
        switch (what) {
            case "terminate" -> terminate();
            case "start" -> start();
            default -> throw new IllegalArgumentException("a scenario asks for '" + what + "', which nobody does here");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
