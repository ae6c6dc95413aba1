package dev.rooms.bench.compare;

import java.time.Duration;

/**
 * How long and how large a run is.
 *
 * @param name of the run
 * @param clients in each server's room
 * @param idle connections in all when it is measured what one holds
 * @param rounds of each measurement, in which each server has its turn
 * @param warmUp deliveries, or HTTP requests, that each server has made before those: a JVM needs some tens of thousands
 * @param turnMillis how long a server is loaded in one round
 */
record Settings(String name, int clients, int idle, int rounds, int warmUp, int turnMillis) {
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(15);

    /** For a look: about three minutes. */
    private static final Settings QUICK = new Settings("quick", 1_000, 3_000, 3, 60_000, 400);

    /** For figures to be told: about twelve minutes on two quiet cores. */
    private static final Settings FULL = new Settings("full", 1_000, 10_000, 5, 150_000, 1_000);

    /** By its name on the command line. */
    static Settings named(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("the run is called " + name + "; give quick or full");
        };
    }

    /** Until when a server warms up that starts now, even if it is too slow for all of it. */
    long warmUpEnd() {
        return System.nanoTime() + LONGEST_WARM_UP.toNanos();
    }

    Duration turn() {
        return Duration.ofMillis(turnMillis);
    }
}
