package dev.rooms.bench.compare;

import dev.rooms.bench.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells what came out of a run with clusters: on standard output, and in the documentation. */
final class ClusterReport {
    private static final String FOLDER = "bench";
    private static final String RAW = "cluster.json";

    private final Run run;
    private final List<Contestant> lineup;

    ClusterReport(Run run, List<Contestant> lineup) {
        this.run = run;
        this.lineup = lineup;
    }

    private void fill(BiConsumer<String, String> parts) {
        Tables tables = new Tables(run, lineup);
        ClusterTables clusters = new ClusterTables(run, lineup);
        parts.accept("cluster-conditions", tables.conditions() + "\n[All figures](" + FOLDER + "/" + RAW + ").\n");
        parts.accept("cluster-fan-out", tables.fanOut() + "\n" + clusters.redis());
        parts.accept("cluster-rates", tables.rates());
        parts.accept("cluster-latency", clusters.latency());
        parts.accept("cluster-messages", clusters.messages() + "\n" + clusters.messageRatios());
        parts.accept("cluster-rest", clusters.rest());
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

    /** Puts tables and raw figures in the place of those that are in the documentation. */
    void intoDocs(Path raw) throws IOException {
        page().intoDocs();
        Path folder = Files.createDirectories(Path.of("docs", FOLDER));
        Files.copy(raw, folder.resolve(RAW), StandardCopyOption.REPLACE_EXISTING);
    }
}
