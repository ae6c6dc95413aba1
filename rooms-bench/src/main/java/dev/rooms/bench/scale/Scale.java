package dev.rooms.bench.scale;

import dev.rooms.bench.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the library goes on this machine: what its objects take, a million clients and rooms in memory, and as many sockets
 * as there may be. {@code scripts/bench scale} starts it.
 */
public final class Scale {
    private static final Path OUTPUT = Path.of("rooms-bench", "target", "bench", "scale");
    private static final String INTO_DOCS = "--docs";
    private static final int MAX_IO_THREADS = 2;

    private Scale() {}

    /** Runs it: {@code quick}, {@code full} or {@code sizes}, and perhaps {@code --docs}. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Page page = new Page();
        page.tell("sizes", Sizes.table());
        if (!arguments[0].equals("sizes")) {
            measure(Settings.named(arguments[0]), page);
        }
        if (List.of(arguments).contains(INTO_DOCS)) {
            page.intoDocs();
        }
        // JOL and the JDK's HTTP client leave threads behind.
        System.exit(0);
    }

    private static void measure(Settings settings, Page page) throws IOException, InterruptedException {
        Files.createDirectories(OUTPUT);
        InMemory memory = new InMemory(settings, OUTPUT);
        page.tell("one-room", memory.oneRoom());
        page.tell("own-rooms", memory.ownRooms());
        List<Trial> trials = trials(settings);
        page.tell("sockets", new Sockets(settings, OUTPUT).table(trials));
        page.tell("churn", new Churn(settings, OUTPUT).table(trials));
    }

    private static List<Trial> trials(Settings settings) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (Jvm jvm : settings.allJvms() ? Jvm.all() : List.of(Jvm.here())) {
            for (Collector collector : settings.collectors()) {
                for (int ioThreads = 1; ioThreads <= MAX_IO_THREADS; ioThreads++) {
                    trials.add(new Trial(jvm, collector, ioThreads));
                }
            }
        }
        return trials;
    }
}
