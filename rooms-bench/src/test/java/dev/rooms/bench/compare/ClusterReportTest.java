package dev.rooms.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    private final Figures figures = new Figures();

    @Test
    void theDocumentationHasAPlaceForEachTable() throws IOException {
        cpu("node-1", 20.0);
        cpu("node-2", 40.0);
        cpu("rooms-alone", 5.0);
        cpu("rooms-2", 10.0);
        figures.add("rooms-2", Measure.REDIS_1, 0.25);
        figures.add("rooms-2", Measure.REDIS_8, 0.125);
        figures.add("rooms-2", Measure.P50, 0.5);
        figures.add("rooms-2", Measure.P99, 1.0);
        figures.add("rooms-2", Measure.FAR_P50, 0.75);
        figures.add("rooms-2", Measure.FAR_P99, 3.0);

        String page = report().page().into(Files.readString(Path.of("..", "docs", "performance.md")));

        assertThat(page)
                .contains("| rooms-http-undertow, 2 servers | 10.00 | 10.00 | Socket.IO on Node, 2 servers / "
                        + "rooms-http-undertow, 1 server without Redis | 0.25 / 2.00 | 0.25 / 2.00 |")
                .contains("| rooms-http-undertow, 2 servers | 0.250 | 0.125 |  |  |")
                .contains("| rooms-http-undertow, 2 servers | 0.50 | 1.00 | 0.75 | 3.00 | 0.25 | 2.00 |  |  |");
    }

    @Test
    void aServerAloneHasNoLatencyToAnother() {
        figures.add("rooms-alone", Measure.P50, 0.5);
        figures.add("rooms-alone", Measure.P99, 1.0);

        assertThat(new ClusterTables(run(), Clusters.all()).latency())
                .contains("| rooms-http-undertow, 1 server without Redis | 0.50 | 1.00 | – | – | – | – |  |  |");
    }

    private void cpu(String id, double micros) {
        figures.add(id, Measure.CPU_1, micros);
        figures.add(id, Measure.CPU_8, micros);
    }

    private Report report() {
        return Report.ofClusters(run(), Clusters.all());
    }

    private Run run() {
        return new Run(
                Settings.named("quick"), new Machine(2, "a processor", "Linux", "Java 17"), Map.of(), figures.all());
    }
}
