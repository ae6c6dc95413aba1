package dev.rooms.bench.compare;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is measured of a server. */
enum Measure {
    CPU_1("server CPU µs per delivery, W=1"),
    CPU_8("server CPU µs per delivery, W=8"),
    RATE("deliveries per second, W=8"),
    LOAD("share of the time in which the load generator was busy, W=8");

    private final String title;

    Measure(String title) {
        this.title = title;
    }

    @JsonValue
    String title() {
        return title;
    }

    /** Server CPU with so many broadcasts in flight. */
    static Measure cpu(int inFlight) {
        return switch (inFlight) {
            case 1 -> CPU_1;
            case 8 -> CPU_8;
            default -> throw new IllegalArgumentException("1 or 8 broadcasts are in flight, not " + inFlight);
        };
    }
}
