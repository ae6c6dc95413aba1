package dev.rooms.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Figures figures = new Figures();

    @Test
    void theDocumentationHasAPlaceForEachTable() throws IOException {
        figures.add("bun", Measure.CPU_1, 7.0);
        figures.add("bun", Measure.CPU_8, 2.0);
        figures.add("undertow", Measure.CPU_1, 7.7);
        figures.add("undertow", Measure.CPU_8, 3.0);

        String page = report().page().into(Files.readString(Path.of("..", "docs", "performance.md")));

        assertThat(page)
                .contains("| rooms-http-undertow | 7.70 | 3.00 | Bun, native publish | 1.10 | 1.50 |")
                .contains(
                        "| CPU per delivery, plain clients | Bun, native publish | ≤ 1.10 | 1.10 ✓ | ≤ 1.25 | 1.50 ✗ |");
    }

    @Test
    void whatWasInItsPlaceIsGone() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "performance.md"));
        String once = report().page().into(page.replace("<!-- goals -->", "<!-- goals -->\nan old table"));

        assertThat(once)
                .doesNotContain("an old table")
                .isEqualTo(report().page().into(once));
    }

    @Test
    void aPageWithoutAPlaceForATableIsRefused() {
        assertThatThrownBy(() -> report().page().into("<!-- conditions -->\n<!-- end of conditions -->"))
                .hasMessageContaining("<!-- goals -->");
    }

    @Test
    void aRunIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        figures.add("bun", Measure.P99, 12.5);
        Run run = run();

        run.write(folder.resolve("run.json"));

        assertThat(Run.read(folder.resolve("run.json"))).isEqualTo(run);
    }

    private Report report() {
        return Report.ofServers(run(), Lineup.all());
    }

    private Run run() {
        return new Run(
                Settings.named("quick"),
                new Machine(2, "a processor", "Linux", "Java 17"),
                Map.of("ws", "it isn't there"),
                figures.all());
    }
}
