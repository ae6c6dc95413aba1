package dev.rooms.bench.compare;

import java.util.List;

/** What one measure came to, round by round. */
record Series(List<Double> rounds) {
    Series {
        rounds = List.copyOf(rounds);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    double median() {
        if (rounds.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double max() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** This by that, round by round: what made a round slow made it so for both. */
    Series by(Series other) {
        if (rounds.size() != other.rounds.size()) {
            return new Series(List.of(median() / other.median()));
        }
        return new Series(java.util.stream.IntStream.range(0, rounds.size())
                .mapToObj(round -> rounds.get(round) / other.rounds.get(round))
                .toList());
    }
}
