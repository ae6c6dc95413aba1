package dev.rooms.bench.scale;

import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.peer.UndertowServer;
import java.io.IOException;
import java.nio.file.Path;

/** One server under measurement: rooms-http-undertow on that Java, with that collector and so many I/O threads. */
record Trial(Jvm jvm, Collector collector, int ioThreads) {
    private static final int HEAP_MIB = 512;

    /** Starts it. */
    ServerProcess start(Path output, String what) throws IOException {
        return ServerProcess.start(
                jvm.command(
                        collector, HEAP_MIB, gcLog(output, what), UndertowServer.class, Integer.toString(ioThreads)),
                output.resolve(name(what) + ".log"));
    }

    /** How long it has stood still for its collector so far. */
    GcPauses pauses(Path output, String what) throws IOException {
        return GcPauses.of(gcLog(output, what));
    }

    private Path gcLog(Path output, String what) {
        return output.resolve(name(what) + ".gc.log");
    }

    private String name(String what) {
        return what + "-" + jvm.feature() + "-" + collector.title() + "-" + ioThreads;
    }
}
