package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what came out of a run: on standard output, and in the documentation. */
final class Report {
    private static final Path DOCS = Path.of("docs");
    private static final Path PAGE = DOCS.resolve("performance.md");
    private static final String FOLDER = "bench";
    private static final String RAW = "figures.json";
    private static final String PLOT = "fan-out.svg";

    private final Run run;
    private final List<Contestant> lineup;

    Report(Run run, List<Contestant> lineup) {
        this.run = run;
        this.lineup = lineup;
    }

    /** What belongs between the page's markers, by their names. */
    private Map<String, String> parts() {
        Tables tables = new Tables(run, lineup);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("conditions", tables.conditions() + "\n[All figures](" + FOLDER + "/" + RAW + ").\n");
        parts.put("goals", new Goals(run, lineup).table());
        parts.put("fan-out", tables.fanOut() + "\n![Server CPU per delivery](" + FOLDER + "/" + PLOT + ")\n");
        parts.put("rates", tables.rates());
        parts.put("latency", tables.latency());
        parts.put("idle", tables.idle());
        parts.put("publishing", tables.publishing());
        return parts;
    }

    /** Prints the tables, each between the markers that it has in the documentation. */
    void print() {
        parts().forEach((name, text) -> System.out.println(open(name) + "\n" + text + close(name) + "\n"));
    }

    /** Draws the plot. */
    void plot(Path file) throws IOException {
        new Plot(run, lineup).write(file);
    }

    /** Puts tables, plot and raw figures in the place of those that are in the documentation. */
    void intoDocs(Path raw) throws IOException {
        Files.writeString(PAGE, into(Files.readString(PAGE)));
        Path folder = Files.createDirectories(DOCS.resolve(FOLDER));
        Files.copy(raw, folder.resolve(RAW), StandardCopyOption.REPLACE_EXISTING);
        plot(folder.resolve(PLOT));
    }

    /**
     * The page with the tables in it.
     *
     * @throws IllegalArgumentException when it lacks the markers of one
     */
    String into(String page) {
        String filled = page;
        for (Map.Entry<String, String> part : parts().entrySet()) {
            int start = filled.indexOf(open(part.getKey()));
            int end = filled.indexOf(close(part.getKey()));
            if (start < 0 || end < start) {
                throw new IllegalArgumentException(
                        "the page has no " + open(part.getKey()) + " with " + close(part.getKey()) + " behind it");
            }
            filled = filled.substring(0, start) + open(part.getKey()) + "\n" + part.getValue() + filled.substring(end);
        }
        return filled;
    }

    private static String open(String name) {
        return "<!-- " + name + " -->";
    }

    private static String close(String name) {
        return "<!-- end of " + name + " -->";
    }
}
