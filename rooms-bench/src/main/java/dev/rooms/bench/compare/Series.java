package dev.rooms.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What one measure came to, round by round. */
record Series(List<Double> rounds) {
    private static final String NOT_MEASURED = "–";
    private static final Series EMPTY = new Series(List.of());

    Series {
        rounds = List.copyOf(rounds);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** NaN when it is empty. */
    double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double max() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The median by a format for one number, and a dash where nothing was measured. */
    String median(String format) {
        return isEmpty() ? NOT_MEASURED : format(format, median());
    }

    /** The median by a format for one number, and from where to where the rounds went. */
    String spread(String format) {
        return rounds.size() < 2
                ? median(format)
                : median(format) + " (" + format(format, min()) + "–" + format(format, max()) + ")";
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    /** This by that, round by round, as what made a round slow made it so for both; empty when one of them lacks a round. */
    Series by(Series other) {
        return with(other, (one, another) -> one / another);
    }

    /** This without that, likewise. */
    Series minus(Series other) {
        return with(other, (one, another) -> one - another);
    }

    private Series with(Series other, DoubleBinaryOperator operation) {
        if (rounds.size() != other.rounds.size()) {
            return EMPTY;
        }
        return new Series(IntStream.range(0, rounds.size())
                .mapToObj(round -> operation.applyAsDouble(rounds.get(round), other.rounds.get(round)))
                .toList());
    }
}
