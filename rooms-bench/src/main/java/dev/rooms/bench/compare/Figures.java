package dev.rooms.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured in a run, by server. Not thread-safe. */
final class Figures {
    private final Map<String, Map<Measure, List<Double>>> byServer = new LinkedHashMap<>();

    void add(String server, Measure measure, double figure) {
        byServer.computeIfAbsent(server, key -> new EnumMap<>(Measure.class))
                .computeIfAbsent(measure, key -> new ArrayList<>())
                .add(figure);
    }

    Series of(String server, Measure measure) {
        return new Series(byServer.getOrDefault(server, Map.of()).getOrDefault(measure, List.of()));
    }

    /** What one server comes to in terms of another; empty when one of the two wasn't measured. */
    Series ratio(String server, String peer, Measure measure) {
        Series own = of(server, measure);
        Series others = of(peer, measure);
        return own.isEmpty() || others.isEmpty() ? new Series(List.of()) : own.by(others);
    }

    /** As it is, to be written down. */
    Map<String, Map<Measure, List<Double>>> all() {
        return byServer;
    }
}
