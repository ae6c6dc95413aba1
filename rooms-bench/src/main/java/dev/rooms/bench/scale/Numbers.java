package dev.rooms.bench.scale;

import java.util.List;

/** Measurements of one thing. */
record Numbers(List<Double> sorted) {
    Numbers {
        sorted = sorted.stream().sorted().toList();
    }

    double median() {
        return quantile(0.5);
    }

    /** The least that so large a part of them doesn't exceed. */
    double quantile(double part) {
        int index = (int) Math.ceil(part * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }
}
