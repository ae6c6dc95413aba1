package dev.rooms.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured in a run, by the id of the server. Not thread-safe. */
final class Figures {
    private final Map<String, Map<Measure, List<Double>>> byServer;

    /** None yet. */
    Figures() {
        this(new LinkedHashMap<>());
    }

    /** Those of a run. */
    Figures(Map<String, Map<Measure, List<Double>>> byServer) {
        this.byServer = byServer;
    }

    void add(String server, Measure measure, double figure) {
        byServer.computeIfAbsent(server, key -> new EnumMap<>(Measure.class))
                .computeIfAbsent(measure, key -> new ArrayList<>())
                .add(figure);
    }

    /** Empty when it wasn't measured. */
    Series of(String server, Measure measure) {
        return new Series(byServer.getOrDefault(server, Map.of()).getOrDefault(measure, List.of()));
    }

    /** What one server comes to in terms of another; empty when one of the two wasn't measured. */
    Series ratio(String server, String peer, Measure measure) {
        return of(server, measure).by(of(peer, measure));
    }

    /** As they are, to be written down. */
    Map<String, Map<Measure, List<Double>>> all() {
        return byServer;
    }
}
