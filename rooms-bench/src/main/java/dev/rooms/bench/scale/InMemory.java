package dev.rooms.bench.scale;

import dev.rooms.bench.page.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The registry and the walk alone: runs {@link Million} under each collector, and tells what it costs. */
final class InMemory {
    /** Of an ordinary {@code List} of references and the like, which a million clients need beside their own. */
    private static final int HEAP_MIB = 3_072;

    private final Settings settings;
    private final Path output;

    InMemory(Settings settings, Path output) {
        this.settings = settings;
        this.output = output;
    }

    /** What one program told, and how long it stood still meanwhile. */
    private record Outcome(Map<String, Double> numbers, GcPauses pauses) {
        String number(String name, String format) {
            Double number = numbers.get(name);
            if (number == null) {
                throw new IllegalStateException("nothing was told of " + name);
            }
            return String.format(Locale.ROOT, format, number);
        }
    }

    String oneRoom() throws IOException {
        Table table = new Table(
                "collector",
                "bytes per client",
                "bytes more per member",
                "ms per broadcast",
                "ns per member",
                "bytes allocated per broadcast",
                "ns per join",
                "ns per leave",
                "GC pauses");
        for (Collector collector : settings.collectors()) {
            Outcome outcome = run(collector, Million.ONE_ROOM);
            double perMember = outcome.numbers().getOrDefault("walk.ms", 0.0) * 1e6 / settings.million();
            table.row(
                    collector.title(),
                    outcome.number("client.bytes", "%,.0f"),
                    outcome.number("membership.bytes", "%,.0f"),
                    outcome.number("walk.ms", "%,.0f"),
                    String.format(Locale.ROOT, "%,.0f", perMember),
                    outcome.number("walk.bytes", "%,.0f"),
                    outcome.number("join.ns", "%,.0f"),
                    outcome.number("leave.ns", "%,.0f"),
                    outcome.pauses());
        }
        return table.toString();
    }

    String ownRooms() throws IOException {
        Table table = new Table(
                "collector",
                "bytes per room, its member's share included",
                "ns per join that makes a room",
                "ns per leave that ends one",
                "ns per broadcast to one",
                "ms for a page of 100 rooms",
                "GC pauses");
        for (Collector collector : settings.collectors()) {
            Outcome outcome = run(collector, Million.OWN_ROOMS);
            table.row(
                    collector.title(),
                    outcome.number("room.bytes", "%,.0f"),
                    outcome.number("join.ns", "%,.0f"),
                    outcome.number("leave.ns", "%,.0f"),
                    outcome.number("broadcast.ns", "%,.0f"),
                    outcome.number("page.ms", "%,.0f"),
                    outcome.pauses());
        }
        return table.toString();
    }

    private Outcome run(Collector collector, String what) throws IOException {
        String name = what + "-" + collector.title();
        Path gcLog = output.resolve(name + ".gc.log");
        Path log = output.resolve(name + ".log");
        List<String> command = Jvm.here()
                .command(collector, HEAP_MIB, gcLog, Million.class, what, Integer.toString(settings.million()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        Map<String, Double> numbers = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                numbers.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            }
        }
        if (!numbers.containsKey(Million.DONE)) {
            throw new IOException(Million.class.getName() + " ended before it was done; see " + log);
        }
        return new Outcome(numbers, GcPauses.of(gcLog));
    }
}
