package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a run was made on, as far as it matters to its figures. */
record Machine(int processors, String processor, String system, String java) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    static Machine here() throws IOException {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            String processor = lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    processor,
                    System.getProperty("os.name") + " " + System.getProperty("os.version"),
                    "Java " + Runtime.version().feature());
        }
    }
}
