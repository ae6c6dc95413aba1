package dev.rooms.bench.compare;

import dev.rooms.bench.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells what came out of a run: on standard output, and in the documentation. */
final class Report {
    private static final Path DOCS = Path.of("docs");
    private static final String FOLDER = "bench";
    private static final String RAW = "figures.json";
    private static final String PLOT = "fan-out.svg";

    private final Run run;
    private final List<Contestant> lineup;

    Report(Run run, List<Contestant> lineup) {
        this.run = run;
        this.lineup = lineup;
    }

    private void fill(BiConsumer<String, String> parts) {
        Tables tables = new Tables(run, lineup);
        parts.accept("conditions", tables.conditions() + "\n[All figures](" + FOLDER + "/" + RAW + ").\n");
        parts.accept("goals", new Goals(run, lineup).table());
        parts.accept("fan-out", tables.fanOut() + "\n![Server CPU per delivery](" + FOLDER + "/" + PLOT + ")\n");
        parts.accept("rates", tables.rates());
        parts.accept("latency", tables.latency());
        parts.accept("idle", tables.idle());
        parts.accept("publishing", tables.publishing());
    }

    /** Prints the tables. */
    void print() {
        fill(new Page()::tell);
    }

    /** The tables for the documentation. */
    Page page() {
        Page page = new Page();
        fill(page::put);
        return page;
    }

    /** Draws the plot. */
    void plot(Path file) throws IOException {
        new Plot(run, lineup).write(file);
    }

    /** Puts tables, plot and raw figures in the place of those that are in the documentation. */
    void intoDocs(Path raw) throws IOException {
        page().intoDocs();
        Path folder = Files.createDirectories(DOCS.resolve(FOLDER));
        Files.copy(raw, folder.resolve(RAW), StandardCopyOption.REPLACE_EXISTING);
        plot(folder.resolve(PLOT));
    }
}
