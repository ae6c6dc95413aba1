package dev.rooms.bench.compare;

import dev.rooms.bench.page.Page;
import dev.rooms.bench.page.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Our servers and their peers under one load in one run: all are up at once and measured in turn, so that a noisy machine is
 * noisy to all. {@code scripts/bench} starts it and tells its arguments.
 */
public final class Compare {
    private static final Path OUTPUT = Path.of("rooms-bench", "target", "bench");
    private static final String INTO_DOCS = "--docs";

    private final Settings settings;
    private final Figures figures = new Figures();
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    private Compare(Settings settings) {
        this.settings = settings;
    }

    /** Runs it. */
    public static void main(String... arguments) throws IOException {
        List<String> names = List.of(arguments).subList(1, arguments.length).stream()
                .filter(argument -> !argument.equals(INTO_DOCS))
                .toList();
        switch (arguments[0]) {
            case "cluster" ->
                ClusterComparison.main(
                        names.get(0),
                        names.subList(1, names.size()),
                        List.of(arguments).contains(INTO_DOCS));
            case "profile" ->
                profile(
                        Integer.parseInt(names.get(0)),
                        names.size() > 1 ? names.subList(1, names.size()) : List.of("undertow"),
                        List.of(arguments).contains(INTO_DOCS));
            case "docs" -> {
                Path raw = raw("full");
                intoDocs(Run.read(raw), raw);
            }
            default ->
                compare(Settings.named(arguments[0]), names, List.of(arguments).contains(INTO_DOCS));
        }
    }

    private static void profile(int inFlight, List<String> ids, boolean intoDocs) throws IOException {
        Table table = Profile.table();
        for (Contestant contestant : chosen(ids)) {
            new Profile(OUTPUT).take(contestant, Settings.named("full").clients(), inFlight, table);
        }
        Page page = new Page();
        page.tell("time-spent", table.toString());
        if (intoDocs) {
            page.intoDocs();
        }
    }

    private static void compare(Settings settings, List<String> names, boolean intoDocs) throws IOException {
        Run run = new Compare(settings).run(names.isEmpty() ? Lineup.all() : chosen(names));
        Path raw = raw(settings.name());
        run.write(raw);
        Report.ofServers(run, Lineup.all()).print();
        Path plot = OUTPUT.resolve(settings.name() + ".svg");
        new Plot(run, Lineup.all()).write(plot);
        if (intoDocs) {
            intoDocs(run, raw);
        }
        end(run, Lineup.all(), "Raw figures: " + raw + "; plot: " + plot);
    }

    private static void intoDocs(Run run, Path raw) throws IOException {
        Report.ofServers(run, Lineup.all()).intoDocs(raw);
        new Plot(run, Lineup.all()).write(Report.plotInDocs());
    }

    /** Tells what a run left, and ends the program where it failed. */
    static void end(Run run, List<Contestant> lineup, String files) {
        // Whoever ran it is to find the files, and to see who is missing, behind tables that may fill the screen.
        System.out.println(files);
        run.leftOut().forEach((id, reason) -> System.out.println("*** LEFT OUT: " + id + ", because " + reason));
        // A peer that can't be had is no failure; that one of ours breaks is.
        if (chosen(lineup, List.copyOf(run.leftOut().keySet())).stream()
                .anyMatch(contestant -> contestant.name().startsWith("rooms-"))) {
            System.exit(1);
        }
    }

    /** Where a run's figures are kept. */
    static Path raw(String name) {
        return OUTPUT.resolve(name + ".json");
    }

    private static List<Contestant> chosen(List<String> names) {
        return chosen(Lineup.all(), names);
    }

    /** Those of these ids. */
    static List<Contestant> chosen(List<Contestant> all, List<String> names) {
        Set<String> known = all.stream().map(Contestant::id).collect(Collectors.toSet());
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("not all of " + names + " are servers; there are "
                    + all.stream().map(Contestant::id).collect(Collectors.joining(", ")));
        }
        return all.stream()
                .filter(contestant -> names.contains(contestant.id()))
                .toList();
    }

    private Run run(List<Contestant> contestants) throws IOException {
        try (Field field = new Field(leftOut)) {
            step("starts the servers");
            field.start(contestants.stream()
                    .filter(contestant -> contestant.group() != Group.HTTP)
                    .toList());
            step("measures idle connections");
            new IdleMemory(settings, figures).measure(field);
            field.each(subject -> subject.gather(settings.clients()));
            step("measures CPU and rates");
            new FanOut(settings, figures).measure(field);
            step("measures latency");
            new Latency(settings, figures).measure(field);
        }
        try (Field field = new Field(leftOut)) {
            field.start(contestants.stream()
                    .filter(contestant -> contestant.group() == Group.HTTP)
                    .toList());
            step("measures HTTP");
            new Publishing(settings, figures).measure(field);
        }
        return new Run(settings, Machine.here(), leftOut, figures.all());
    }

    /** A run takes minutes; whoever waits sees how far it is. */
    static void step(String what) {
        // The only sign of life in minutes; there is no log in a benchmark.
        System.out.println("… " + what);
    }
}
