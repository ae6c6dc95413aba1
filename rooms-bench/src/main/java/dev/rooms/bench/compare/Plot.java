package dev.rooms.bench.compare;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What a delivery costs each server, to look at. */
final class Plot {
    private static final int WIDTH = 1000;
    private static final int HEIGHT_PER_SERVER = 50;
    private static final int HEIGHT_OF_REST = 100;

    private final Figures figures;
    private final List<Contestant> lineup;

    Plot(Run run, List<Contestant> lineup) {
        this.figures = new Figures(run.figures());
        this.lineup = lineup;
    }

    /** Writes an SVG. */
    void write(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        List<Double> one = new ArrayList<>();
        List<Double> eight = new ArrayList<>();
        for (Contestant contestant : lineup) {
            Series costs = figures.of(contestant.id(), Measure.CPU_8);
            if (!costs.isEmpty()) {
                names.add(contestant.name() + (contestant.group() == Group.SOCKET_IO ? " (Socket.IO clients)" : ""));
                one.add(figures.of(contestant.id(), Measure.CPU_1).median());
                eight.add(costs.median());
            }
        }
        if (names.isEmpty()) {
            return;
        }
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(HEIGHT_OF_REST + HEIGHT_PER_SERVER * names.size())
                .title("Server CPU per delivery, one room of 1,000 clients")
                .xAxisTitle("µs")
                .build();
        HorizontalBarStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.InsideNE);
        // Every server's name, not every other's; XChart asks the hint of the axis that lies.
        styler.setXAxisTickMarkSpacingHint(HEIGHT_PER_SERVER / 2);
        chart.addSeries("W=1", one, names);
        chart.addSeries("W=8", eight, names);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream output = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, output, "svg");
        }
    }
}
