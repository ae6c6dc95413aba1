package dev.rooms.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times in which a JVM stood still for its collector, as its log tells them; in ms, in their order. */
record GcPauses(List<Double> millis) {
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms$");

    /** A collection that was asked for, to see what is live. */
    private static final String ASKED_FOR = "(System.gc())";

    GcPauses {
        millis = List.copyOf(millis);
    }

    /** Those of a log, but for collections that were asked for. */
    static GcPauses of(Path log) throws IOException {
        return of(Files.readAllLines(log));
    }

    static GcPauses of(List<String> lines) {
        return new GcPauses(lines.stream()
                .filter(line -> !line.contains(ASKED_FOR))
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(pause -> Double.valueOf(pause.group(1)))
                .toList());
    }

    /** Those that came after the first of these. */
    GcPauses since(GcPauses earlier) {
        return new GcPauses(millis.subList(earlier.millis.size(), millis.size()));
    }

    @Override
    public String toString() {
        return millis.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d, %.1f ms at most, %,.0f ms in all",
                        millis.size(),
                        millis.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                        millis.stream().mapToDouble(Double::doubleValue).sum());
    }
}
