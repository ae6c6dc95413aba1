package dev.rooms.bench.micro;

import dev.rooms.bench.page.Page;
import dev.rooms.bench.page.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * All benchmarks of this package in one run, with the gc profiler, as a table and as JSON: {@code scripts/bench micro} starts
 * it. Whoever wants one of them alone, or other parameters, takes {@code java -jar benchmarks.jar}.
 */
public final class MicroBenchmarks {
    private static final Path OUTPUT = Path.of("rooms-bench", "target", "bench");
    private static final Path DOCS = Path.of("docs", "bench", "micro.json");
    private static final String INTO_DOCS = "--docs";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String BROADCAST = BroadcastBenchmark.class.getSimpleName();
    private static final String MEMBERS = "members";

    private MicroBenchmarks() {}

    /** Runs them: {@code quick} or {@code full}, and perhaps {@code --docs}. */
    public static void main(String... arguments) throws IOException, RunnerException {
        Files.createDirectories(OUTPUT);
        Path json = OUTPUT.resolve("micro-" + arguments[0] + ".json");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(MicroBenchmarks.class.getPackageName() + "\\.")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                // A heap that is there from the beginning, so that no page of it is touched for the first time
                // meanwhile.
                .jvmArgsAppend("-XX:+UseParallelGC", "-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch")
                // Send queues are of transports that write frame by frame.
                .param("channel", "sink")
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        switch (arguments[0]) {
            case "quick" ->
                options.warmupTime(TimeValue.milliseconds(500))
                        .measurementTime(TimeValue.milliseconds(500))
                        .measurementIterations(3)
                        .param(MEMBERS, "1", "1000", "100000")
                        .param("rooms", "1000")
                        .param("lanes", "in-place");
            case "full" ->
                // Two seconds each: what else the JVM allocates meanwhile counts as that of the broadcasts, and of
                // those to
                // a million members there are few in a second.
                options.warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(2))
                        .param(MEMBERS, "1", "1000", "100000", "1000000");
            default -> throw new IllegalArgumentException("the run is called " + arguments[0] + "; give quick or full");
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        Page page = new Page();
        page.tell("fan-out-in-memory", fanOut(results));
        page.tell("steps", steps(results));
        if (List.of(arguments).contains(INTO_DOCS)) {
            page.intoDocs();
            Files.createDirectories(DOCS.getParent());
            Files.copy(json, DOCS, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isBroadcast(RunResult result) {
        return result.getParams().getBenchmark().contains(BROADCAST);
    }

    private static String fanOut(Collection<RunResult> results) {
        Table table = new Table("broadcast", "lanes", "members", "ns", "ns per member", "bytes allocated");
        for (RunResult result : results) {
            if (isBroadcast(result)) {
                BenchmarkParams of = result.getParams();
                double nanos = result.getPrimaryResult().getScore();
                int members = Integer.parseInt(of.getParam(MEMBERS));
                table.row(
                        name(of),
                        of.getParam("lanes"),
                        String.format(Locale.ROOT, "%,d", members),
                        String.format(Locale.ROOT, "%,.0f", nanos),
                        String.format(Locale.ROOT, "%,.1f", nanos / members),
                        allocated(result));
            }
        }
        return table.toString();
    }

    private static String steps(Collection<RunResult> results) {
        Table table = new Table("step", "of", "ns", "±", "bytes allocated");
        for (RunResult result : results) {
            if (!isBroadcast(result)) {
                BenchmarkParams of = result.getParams();
                List<String> parameters = new ArrayList<>();
                for (String key : of.getParamsKeys()) {
                    parameters.add(of.getParam(key) + " " + key);
                }
                table.row(
                        name(of),
                        String.join(", ", parameters),
                        String.format(
                                Locale.ROOT, "%,.0f", result.getPrimaryResult().getScore()),
                        String.format(
                                Locale.ROOT, "%,.0f", result.getPrimaryResult().getScoreError()),
                        allocated(result));
            }
        }
        return table.toString();
    }

    private static String name(BenchmarkParams of) {
        String name = of.getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private static String allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? "" : String.format(Locale.ROOT, "%,.0f", bytes.getScore());
    }
}
