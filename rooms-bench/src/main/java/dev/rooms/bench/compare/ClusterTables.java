package dev.rooms.bench.compare;

import dev.rooms.bench.page.Table;
import java.util.List;

/** What came out of a run with clusters, as Markdown, beside what {@link Tables} has of every run. */
final class ClusterTables {
    private static final String MICROS = "%.2f";
    private static final String MILLIS = "%.2f";
    private static final String PER_SECOND = "%,.0f";
    private static final String MICROS_PER_SECOND = "%,.0f";

    private final Figures figures;
    private final Tables tables;

    ClusterTables(Run run, List<Contestant> lineup) {
        this.figures = new Figures(run.figures());
        this.tables = new Tables(run, lineup);
    }

    /** What Redis adds to a delivery. */
    String redis() {
        Table table = new Table(Group.CLUSTER.title(), "Redis, W=1 µs", "Redis, W=8 µs", "W=1 ratio", "W=8 ratio");
        for (Contestant contestant : tables.measured(Group.CLUSTER, Measure.REDIS_8)) {
            table.row(
                    contestant.name(),
                    tables.spread("%.3f", contestant, Measure.REDIS_1),
                    tables.spread("%.3f", contestant, Measure.REDIS_8),
                    tables.ratios(contestant, Measure.REDIS_1),
                    tables.ratios(contestant, Measure.REDIS_8));
        }
        return table.toString();
    }

    /** How much later clients of other servers have a message than those of the sender's. */
    String latency() {
        Table table = new Table(
                Group.CLUSTER.title(),
                "same server, p50 ms",
                "p99 ms",
                "another server, p50 ms",
                "p99 ms",
                "added p50 ms",
                "added p99 ms",
                "another server, p50 ratio",
                "p99 ratio");
        for (Contestant contestant : tables.measured(Group.CLUSTER, Measure.P99)) {
            table.row(
                    contestant.name(),
                    tables.spread(MILLIS, contestant, Measure.P50),
                    tables.spread(MILLIS, contestant, Measure.P99),
                    tables.spread(MILLIS, contestant, Measure.FAR_P50),
                    tables.spread(MILLIS, contestant, Measure.FAR_P99),
                    added(contestant, Measure.FAR_P50, Measure.P50),
                    added(contestant, Measure.FAR_P99, Measure.P99),
                    tables.ratios(contestant, Measure.FAR_P50),
                    tables.ratios(contestant, Measure.FAR_P99));
        }
        return table.toString();
    }

    private String added(Contestant contestant, Measure far, Measure near) {
        return figures.of(contestant.id(), far)
                .minus(figures.of(contestant.id(), near))
                .median(MILLIS);
    }

    /** What a message costs each process. */
    String messages() {
        Table table = new Table(
                Group.CLUSTER.title(),
                "messages a second",
                "the sender's server, µs",
                "each other, µs",
                "Redis, µs",
                "members at the sender's server alone: that server, µs",
                "each other, which drops it, µs",
                "Redis, µs");
        for (Contestant contestant : tables.measured(Group.CLUSTER, Measure.SENDING)) {
            table.row(
                    contestant.name(),
                    tables.spread(PER_SECOND, contestant, Measure.MESSAGES),
                    tables.spread(MICROS, contestant, Measure.SENDING),
                    tables.spread(MICROS, contestant, Measure.HEARING),
                    tables.spread(MICROS, contestant, Measure.REDIS),
                    tables.spread(MICROS, contestant, Measure.OWN_SENDING),
                    tables.spread(MICROS, contestant, Measure.DROPPING),
                    tables.spread(MICROS, contestant, Measure.OWN_REDIS));
        }
        return table.toString();
    }

    /** The same by that of peers. */
    String messageRatios() {
        Table table = new Table(
                Group.CLUSTER.title(),
                "beside",
                "messages a second",
                "the sender's server",
                "each other",
                "Redis",
                "each other, which drops it");
        for (Contestant contestant : tables.measured(Group.CLUSTER, Measure.SENDING)) {
            if (!tables.peers(contestant, Measure.SENDING).isEmpty()) {
                table.row(
                        contestant.name(),
                        tables.peers(contestant, Measure.SENDING),
                        tables.ratios(contestant, Measure.MESSAGES),
                        tables.ratios(contestant, Measure.SENDING),
                        tables.ratios(contestant, Measure.HEARING),
                        tables.ratios(contestant, Measure.REDIS),
                        tables.ratios(contestant, Measure.DROPPING));
            }
        }
        return table.toString();
    }

    /** What servers cost by being there. */
    String rest() {
        Table table = new Table(Group.CLUSTER.title(), "each server, µs a second", "Redis, µs a second");
        for (Contestant contestant : tables.measured(Group.CLUSTER, Measure.REST)) {
            table.row(
                    contestant.name(),
                    tables.spread(MICROS_PER_SECOND, contestant, Measure.REST),
                    tables.spread(MICROS_PER_SECOND, contestant, Measure.REST_REDIS));
        }
        return table.toString();
    }
}
