package dev.rooms.bench.scale;

/** The garbage collectors that are tried. */
enum Collector {
    PARALLEL("Parallel", "-XX:+UseParallelGC"),
    G1("G1", "-XX:+UseG1GC"),
    Z("ZGC", "-XX:+UseZGC");

    private final String title;
    private final String option;

    Collector(String title, String option) {
        this.title = title;
        this.option = option;
    }

    String title() {
        return title;
    }

    String option() {
        return option;
    }
}
