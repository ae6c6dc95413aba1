package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The numbers of some rooms for any Micrometer registry: {@code new RoomsMetrics(rooms).bindTo(registry)}.
 *
 * <p>Names begin with {@code rooms.}, in Prometheus {@code rooms_}. Nothing is measured twice: the registry reads what
 * the core counts. The slowest broadcast is the one since it was last read, so it is right for one registry that one
 * server scrapes. Thread-safe.
 */
public final class RoomsMetrics implements MeterBinder {
    private final Rooms rooms;

    /** The numbers of these rooms. */
    public RoomsMetrics(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rooms.clients", rooms, Rooms::clientCount)
                .description("Clients that are connected")
                .register(registry);
        Gauge.builder("rooms.open", rooms, it -> it.registry().roomCount())
                .description("Rooms that have members")
                .register(registry);
        Gauge.builder("rooms.memberships", rooms, it -> it.registry().membershipCount())
                .description("Members of all rooms, each counted once for each room that it is in")
                .register(registry);
        if (rooms.cluster().isPresent()) {
            // A gauge holds its object weakly, and a Cluster is made for each who asks.
            Gauge.builder(
                            "rooms.other.servers",
                            rooms,
                            it -> it.cluster().orElseThrow().others().size())
                    .description("Other servers of the same cluster that are there")
                    .register(registry);
            Gauge.builder(
                            "rooms.backplane.reached",
                            rooms,
                            it -> it.cluster().orElseThrow().isJoined() ? 1 : 0)
                    .description("1 while the backplane is reached, else 0")
                    .register(registry);
        }
        Measurements measurements = rooms.measurements();
        for (Counter counter : Counter.values()) {
            if (counter == Counter.BROADCASTS) {
                // The timer of broadcasts counts them.
                continue;
            }
            FunctionCounter.builder(name(counter), measurements, it -> it.get(counter))
                    .description(counter.description())
                    .register(registry);
        }
        FunctionTimer.builder(
                        "rooms.broadcast",
                        measurements,
                        it -> it.get(Counter.BROADCASTS),
                        Measurements::broadcastNanos,
                        TimeUnit.NANOSECONDS)
                .description("Time from sending an event to rooms or everyone until the last recipient's queue had it")
                .register(registry);
        TimeGauge.builder(
                        "rooms.broadcast.slowest",
                        measurements,
                        TimeUnit.NANOSECONDS,
                        Measurements::takeSlowestBroadcastNanos)
                .description("Time of the slowest broadcast since this was last read")
                .register(registry);
    }

    private static String name(Counter counter) {
        return "rooms." + counter.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
