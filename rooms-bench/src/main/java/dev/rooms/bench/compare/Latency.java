package dev.rooms.bench.compare;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long messages are on their way at half of the highest rate that was measured of a server's first peer. */
record Latency(Settings settings, Figures figures) {
    private static final double SHARE_OF_HIGHEST_RATE = 0.5;

    void measure(Field field) throws IOException {
        for (int round = 0; round < settings.rounds(); round++) {
            field.each(subject -> {
                double rate = rate(subject.contestant());
                Histogram latencies =
                        subject.broadcastSteadily(rate, settings.turn()).near();
                figures.add(subject.id(), Measure.OFFERED, rate);
                figures.add(subject.id(), Measure.P50, millis(latencies, 50));
                figures.add(subject.id(), Measure.P99, millis(latencies, 99));
            });
        }
    }

    private double rate(Contestant contestant) {
        Series highest = contestant.peers().stream()
                .map(peer -> figures.of(peer, Measure.RATE_8))
                .filter(series -> !series.isEmpty())
                .findFirst()
                .orElseGet(() -> figures.of(contestant.id(), Measure.RATE_8));
        return SHARE_OF_HIGHEST_RATE * highest.median() / settings.clients();
    }

    static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
