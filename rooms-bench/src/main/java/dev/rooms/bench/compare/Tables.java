package dev.rooms.bench.compare;

import dev.rooms.bench.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came out of a run, as Markdown. */
final class Tables {
    private static final String MICROS = "%.2f";
    private static final String RATIO = "%.2f";
    private static final String MILLIS = "%.2f";
    private static final String KIB = "%.1f";
    private static final String PER_SECOND = "%,.0f";
    private static final String PERCENT = "%.0f%%";
    private static final List<Group> SOCKETS = List.of(Group.PLAIN, Group.SOCKET_IO, Group.JAKARTA, Group.CLUSTER);

    private final Run run;
    private final Figures figures;
    private final List<Contestant> lineup;

    Tables(Run run, List<Contestant> lineup) {
        this.run = run;
        this.figures = new Figures(run.figures());
        this.lineup = lineup;
    }

    /** What a delivery costs. */
    String fanOut() {
        return each(SOCKETS, group -> {
            Table table = new Table(group.title(), "W=1 µs", "W=8 µs", "beside", "W=1 ratio", "W=8 ratio");
            for (Contestant contestant : measured(group, Measure.CPU_8)) {
                table.row(
                        contestant.name(),
                        spread(MICROS, contestant, Measure.CPU_1),
                        spread(MICROS, contestant, Measure.CPU_8),
                        peers(contestant, Measure.CPU_8),
                        ratios(contestant, Measure.CPU_1),
                        ratios(contestant, Measure.CPU_8));
            }
            return table;
        });
    }

    /** How many deliveries there are in a second. */
    String rates() {
        return each(SOCKETS, group -> {
            Table table = new Table(
                    group.title(), "W=1 a second", "W=8 a second", "load generator busy", "W=1 ratio", "W=8 ratio");
            for (Contestant contestant : measured(group, Measure.RATE_8)) {
                table.row(
                        contestant.name(),
                        spread(PER_SECOND, contestant, Measure.RATE_1),
                        spread(PER_SECOND, contestant, Measure.RATE_8),
                        percent(contestant, Measure.LOAD_1) + " / " + percent(contestant, Measure.LOAD_8),
                        ratios(contestant, Measure.RATE_1),
                        ratios(contestant, Measure.RATE_8));
            }
            return table;
        });
    }

    /** How long messages are on their way. */
    String latency() {
        return each(SOCKETS, group -> {
            Table table = new Table(group.title(), "broadcasts a second", "p50 ms", "p99 ms", "p50 ratio", "p99 ratio");
            for (Contestant contestant : measured(group, Measure.P99)) {
                table.row(
                        contestant.name(),
                        figures.of(contestant.id(), Measure.OFFERED).median(PER_SECOND),
                        spread(MILLIS, contestant, Measure.P50),
                        spread(MILLIS, contestant, Measure.P99),
                        ratios(contestant, Measure.P50),
                        ratios(contestant, Measure.P99));
            }
            return table;
        });
    }

    /** What an idle connection holds. */
    String idle() {
        return each(SOCKETS, group -> {
            Table table = new Table(group.title(), "KiB per idle connection", "of it heap", "ratio");
            for (Contestant contestant : measured(group, Measure.IDLE)) {
                table.row(
                        contestant.name(),
                        spread(KIB, contestant, Measure.IDLE),
                        spread(KIB, contestant, Measure.IDLE_HEAP),
                        ratios(contestant, Measure.IDLE));
            }
            return table;
        });
    }

    /** How many messages are taken by HTTP. */
    String publishing() {
        return each(List.of(Group.HTTP), group -> {
            Table table = new Table(
                    group.title(), "requests a second", "CPU µs per request", "beside", "rate ratio", "CPU ratio");
            for (Contestant contestant : measured(group, Measure.REQUESTS)) {
                table.row(
                        contestant.name(),
                        spread(PER_SECOND, contestant, Measure.REQUESTS),
                        spread(MICROS, contestant, Measure.REQUEST_CPU),
                        peers(contestant, Measure.REQUESTS),
                        ratios(contestant, Measure.REQUESTS),
                        ratios(contestant, Measure.REQUEST_CPU));
            }
            return table;
        });
    }

    /** What it was measured on, and who is missing. */
    String conditions() {
        Machine machine = run.machine();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%d processors (%s), %s, %s; %,d clients, median of %d rounds of %d ms, in brackets from where to where they went"
                                .formatted(
                                        machine.processors(),
                                        machine.processor(),
                                        machine.system(),
                                        machine.java(),
                                        run.settings().clients(),
                                        run.settings().rounds(),
                                        run.settings().turnMillis())
                        + (isMeasured(Measure.IDLE)
                                ? "; %,d idle connections."
                                        .formatted(run.settings().idle())
                                : "."));
        run.leftOut().forEach((id, reason) -> lines.add("**Left out: " + id + "**, because " + reason + "."));
        return String.join("\n\n", lines) + "\n";
    }

    private static String each(List<Group> groups, Function<Group, Table> table) {
        return groups.stream()
                .map(table)
                .filter(Table::hasRows)
                .map(Table::toString)
                .collect(Collectors.joining("\n"));
    }

    private boolean isMeasured(Measure measure) {
        return lineup.stream()
                .anyMatch(contestant -> !figures.of(contestant.id(), measure).isEmpty());
    }

    List<Contestant> measured(Group group, Measure measure) {
        return lineup.stream()
                .filter(contestant -> contestant.group() == group)
                .filter(contestant -> !figures.of(contestant.id(), measure).isEmpty())
                .toList();
    }

    String spread(String format, Contestant contestant, Measure measure) {
        return figures.of(contestant.id(), measure).spread(format);
    }

    private String percent(Contestant contestant, Measure measure) {
        return PERCENT.formatted(100 * figures.of(contestant.id(), measure).median());
    }

    private Stream<Contestant> peersOf(Contestant contestant, Measure measure) {
        return measured(contestant.group(), measure).stream()
                .filter(peer -> contestant.peers().contains(peer.id()));
    }

    String peers(Contestant contestant, Measure measure) {
        return peersOf(contestant, measure).map(Contestant::name).collect(Collectors.joining(" / "));
    }

    String ratios(Contestant contestant, Measure measure) {
        return peersOf(contestant, measure)
                .map(peer -> figures.ratio(contestant.id(), peer.id(), measure).median(RATIO))
                .collect(Collectors.joining(" / "));
    }
}
