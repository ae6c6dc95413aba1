package dev.rooms.bench.compare;

import dev.rooms.bench.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what came out of a run: on standard output, and in the documentation.
 *
 * @param rawName the name of the raw figures there
 * @param parts the tables, each by the name of its place
 */
record Report(String rawName, Map<String, String> parts) {
    private static final String FOLDER = "bench";
    private static final String PLOT = "fan-out.svg";

    /** Of a run with servers side by side. */
    static Report ofServers(Run run, List<Contestant> lineup) {
        Tables tables = new Tables(run, lineup);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("conditions", conditions(tables, "figures.json"));
        parts.put("goals", new Goals(run, lineup).table());
        parts.put("fan-out", tables.fanOut() + "\n![Server CPU per delivery](" + FOLDER + "/" + PLOT + ")\n");
        parts.put("rates", tables.rates());
        parts.put("latency", tables.latency());
        parts.put("idle", tables.idle());
        parts.put("publishing", tables.publishing());
        return new Report("figures.json", parts);
    }

    /** Of a run with clusters. */
    static Report ofClusters(Run run, List<Contestant> lineup) {
        Tables tables = new Tables(run, lineup);
        ClusterTables clusters = new ClusterTables(run, lineup);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("cluster-conditions", conditions(tables, "cluster.json"));
        parts.put("cluster-fan-out", tables.fanOut() + "\n" + clusters.redis());
        parts.put("cluster-rates", tables.rates());
        parts.put("cluster-latency", clusters.latency());
        parts.put("cluster-messages", clusters.messages() + "\n" + clusters.messageRatios());
        parts.put("cluster-rest", clusters.rest());
        return new Report("cluster.json", parts);
    }

    private static String conditions(Tables tables, String rawName) {
        return tables.conditions() + "\n[All figures](" + FOLDER + "/" + rawName + ").\n";
    }

    /** Where the plot of servers side by side is in the documentation. */
    static Path plotInDocs() {
        return Path.of("docs", FOLDER, PLOT);
    }

    /** Prints the tables. */
    void print() {
        parts.forEach(new Page()::tell);
    }

    /** The tables for the documentation. */
    Page page() {
        Page page = new Page();
        parts.forEach(page::put);
        return page;
    }

    /** Puts tables and raw figures in the place of those that are in the documentation. */
    void intoDocs(Path raw) throws IOException {
        page().intoDocs();
        Path folder = Files.createDirectories(Path.of("docs", FOLDER));
        Files.copy(raw, folder.resolve(rawName), StandardCopyOption.REPLACE_EXISTING);
    }
}
