package dev.rooms.bench.compare;

import dev.rooms.bench.load.Dialect;
import dev.rooms.bench.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that takes part, in the dialect that its clients speak.
 *
 * @param id what it is called on the command line
 * @param name what it is called in tables
 * @param peers the ids of those that it is compared with
 */
record Contestant(String id, String name, Dialect dialect, List<String> peers, Launch launch) {
    /** How its process is started; what goes wrong there is told in the log. */
    @FunctionalInterface
    interface Launch {
        ServerProcess start(Path log) throws IOException;
    }
}
