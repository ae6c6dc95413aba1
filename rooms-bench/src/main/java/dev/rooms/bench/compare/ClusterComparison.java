package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One server beside several that a Redis joins, ours and Socket.IO's on Node, in one run as {@link Compare} makes it. */
record ClusterComparison(Settings settings) {
    /** Runs it, with those of these ids, or all; or puts the last full run into the documentation. */
    static void main(String name, List<String> ids, boolean intoDocs) throws IOException {
        if (name.equals("docs")) {
            Report.ofClusters(Run.read(raw("full")), Clusters.all()).intoDocs(raw("full"));
        } else {
            new ClusterComparison(Settings.named(name)).run(ids, intoDocs);
        }
    }

    private static Path raw(String name) {
        return Compare.raw("cluster-" + name);
    }

    private void run(List<String> ids, boolean intoDocs) throws IOException {
        List<Contestant> all = Clusters.all();
        Run run = measured(ids.isEmpty() ? all : Compare.chosen(all, ids));
        Path raw = raw(settings.name());
        run.write(raw);
        Report report = Report.ofClusters(run, all);
        report.print();
        if (intoDocs) {
            report.intoDocs(raw);
        }
        Compare.end(run, all, "Raw figures: " + raw);
    }

    private Run measured(List<Contestant> contestants) throws IOException {
        Figures figures = new Figures();
        Map<String, String> leftOut = new LinkedHashMap<>();
        try (Field field = new Field(leftOut)) {
            Compare.step("starts the servers");
            field.start(contestants);
            field.each(subject -> subject.gather(settings.clients()));
            Compare.step("measures CPU and rates");
            new FanOut(settings, figures).measure(field);
            Compare.step("measures what a message costs on its way to other servers, and how long it takes");
            new Crossing(settings, figures).measure(field);
        }
        return new Run(settings, Machine.here(), leftOut, figures.all());
    }
}
