package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that takes part.
 *
 * @param id what it is called on the command line and in files
 * @param name what it is called in tables
 * @param peers the ids of those that it is compared with, the first of which sets the rate at which latency is measured
 */
record Contestant(String id, String name, Group group, List<String> peers, Launch launch) {
    private static final Path LOGS = Path.of("rooms-bench", "target", "bench", "log");

    /** Starts its processes; what they say on their standard error goes into files of its name. */
    Servers start() throws IOException {
        Files.createDirectories(LOGS);
        return launch.start(LOGS.resolve(id + ".log"));
    }

    /** How its processes are started. */
    @FunctionalInterface
    interface Launch {
        Servers start(Path log) throws IOException;
    }
}
