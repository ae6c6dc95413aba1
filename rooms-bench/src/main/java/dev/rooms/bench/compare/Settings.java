package dev.rooms.bench.compare;

import java.time.Duration;

/**
 * How long and how large a run is.
 *
 * @param clients in each server's room
 * @param rounds of each measurement, in which each server has its turn
 * @param warmUps rounds before those, which don't count
 * @param turn how long a server is loaded in one round
 */
record Settings(int clients, int rounds, int warmUps, Duration turn) {
    /** For a look: about three minutes. */
    static final Settings QUICK = new Settings(1_000, 3, 2, Duration.ofMillis(500));

    /** For figures to be told: about twelve minutes on two quiet cores. */
    static final Settings FULL = new Settings(1_000, 5, 2, Duration.ofSeconds(1));

    /** By its name on the command line. */
    static Settings named(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("the run is called " + name + "; give quick or full");
        };
    }
}
