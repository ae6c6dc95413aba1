package dev.rooms.bench.compare;

import dev.rooms.bench.page.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What we want to reach, beside what a run came to. */
final class Goals {
    private static final List<Goal> ALL = List.of(
            cpu("plain clients", "undertow", "bun", 1.10, 1.25),
            cpu("Socket.IO clients", "undertow-socketio", "socketio", 0.50, 0.16),
            cpu("Socket.IO clients", "undertow-socketio", "netty-socketio", 0.65, 0.16),
            new Goal(
                    "deliveries per second, plain clients",
                    "undertow",
                    "bun",
                    atLeast(Measure.RATE_1, 1.0),
                    Optional.of(atLeast(Measure.RATE_8, 1.0))),
            new Goal("p99 latency, plain clients", "undertow", "bun", atMost(Measure.P99, 1.2), Optional.empty()),
            new Goal("KiB per idle connection, plain", "undertow", "", atMost(Measure.IDLE, 4), Optional.empty()),
            new Goal(
                    "KiB per idle connection, Socket.IO",
                    "undertow-socketio",
                    "",
                    atMost(Measure.IDLE, 6),
                    Optional.empty()),
            cpu("rooms-jakarta-ws", "jakarta-undertow", "bare-undertow", 1.05, 1.0),
            cpu("rooms-jakarta-ws", "jakarta-jetty", "bare-jetty", 1.05, 1.0),
            cpu("rooms-jakarta-ws", "jakarta-tomcat", "bare-tomcat", 1.05, 1.0),
            cpu("rooms-jakarta-ws", "jakarta-tyrus", "bare-tyrus", 1.05, 1.0),
            new Goal(
                    "HTTP publishes per second",
                    "http-undertow",
                    "express",
                    atLeast(Measure.REQUESTS, 2.0),
                    Optional.empty()));

    private final Figures figures;
    private final List<Contestant> lineup;

    Goals(Run run, List<Contestant> lineup) {
        this.figures = new Figures(run.figures());
        this.lineup = lineup;
    }

    private static Goal cpu(String what, String server, String peer, double one, double eight) {
        return new Goal(
                "CPU per delivery, " + what,
                server,
                peer,
                atMost(Measure.CPU_1, one),
                Optional.of(atMost(Measure.CPU_8, eight)));
    }

    private static Bound atMost(Measure measure, double limit) {
        return new Bound(measure, limit, true);
    }

    private static Bound atLeast(Measure measure, double limit) {
        return new Bound(measure, limit, false);
    }

    /** The table, of the goals that the run tells something of. */
    String table() {
        Table table = new Table("", "beside", "W=1 goal", "reached", "W=8 goal", "reached");
        for (Goal goal : ALL) {
            if (!reached(goal.server(), goal.peer(), goal.first().measure()).isEmpty()) {
                table.row(
                        goal.what(),
                        goal.peer().isEmpty() ? "" : name(goal.peer()),
                        goal.first(),
                        judged(goal, goal.first()),
                        goal.second().map(Bound::toString).orElse(""),
                        goal.second().map(bound -> judged(goal, bound)).orElse(""));
            }
        }
        return table.toString();
    }

    private String name(String id) {
        return lineup.stream()
                .filter(contestant -> contestant.id().equals(id))
                .map(Contestant::name)
                .collect(Collectors.joining());
    }

    /** With the default number of I/O threads, and where it was measured with two. */
    private String judged(Goal goal, Bound bound) {
        return Stream.of(goal.server(), goal.server() + "-2")
                .map(server -> reached(server, goal.peer(), bound.measure()))
                .filter(series -> !series.isEmpty())
                .map(bound::judge)
                .collect(Collectors.joining("; 2 I/O threads "));
    }

    private Series reached(String server, String peer, Measure measure) {
        return peer.isEmpty() ? figures.of(server, measure) : figures.ratio(server, peer, measure);
    }

    /** A ratio to a peer, or a figure where there is no peer, for one broadcast in flight or none, and perhaps for eight. */
    private record Goal(String what, String server, String peer, Bound first, Optional<Bound> second) {}

    private record Bound(Measure measure, double limit, boolean isHighest) {
        String judge(Series series) {
            boolean reached = isHighest ? series.median() <= limit : series.median() >= limit;
            return series.median("%.2f") + (reached ? " ✓" : " ✗");
        }

        @Override
        public String toString() {
            return (isHighest ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.2f", limit);
        }
    }
}
