package dev.rooms.bench.scale;

import java.util.List;

/**
 * How large a run is.
 *
 * @param million clients in memory
 * @param collectors those that are tried
 * @param connections sockets of one server at most; the open files of a process are fewer on some machines
 * @param sizes of the room in which it is seen how the cost grows, below all
 * @param deliveries that are made at each size at least
 * @param rooms among which clients move
 * @param churnMillis how long they do
 * @param allJvms whether every installed Java is tried
 */
record Settings(
        int million,
        List<Collector> collectors,
        int connections,
        List<Integer> sizes,
        int deliveries,
        int rooms,
        int churnMillis,
        boolean allJvms) {

    /** For a look: a few minutes. */
    private static final Settings QUICK = new Settings(
            100_000, List.of(Collector.PARALLEL), 3_000, List.of(10, 100, 1_000), 30_000, 2_000, 3_000, false);

    /** For figures to be told. */
    private static final Settings FULL = new Settings(
            1_000_000,
            List.of(Collector.values()),
            19_000,
            List.of(10, 100, 1_000, 10_000),
            200_000,
            10_000,
            10_000,
            true);

    /** By its name on the command line. */
    static Settings named(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("the run is called " + name + "; give quick or full");
        };
    }
}
