package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Our servers and their peers under one load in one run: all are up at once and measured in turn, so that a noisy machine is
 * noisy to all. The tables, as Markdown on standard output, are what it is run for.
 *
 * <p>Arguments: {@code quick} or {@code full}, then ids of {@link Lineup} if not all take part.
 */
public final class Compare {
    private static final int[] IN_FLIGHT = {1, 8};
    private static final Path OUTPUT = Path.of("rooms-bench", "target", "bench");

    private final Settings settings;
    private final Figures figures = new Figures();
    private final List<Subject> subjects = new ArrayList<>();

    private Compare(Settings settings) {
        this.settings = settings;
    }

    /** Runs it. */
    public static void main(String... arguments) throws IOException {
        if (arguments[0].equals("profile")) {
            profile(Integer.parseInt(arguments[1]), arguments.length > 2 ? arguments[2] : "undertow");
            return;
        }
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        List<Contestant> contestants = Lineup.all().stream()
                .filter(contestant -> wanted.isEmpty() || wanted.contains(contestant.id()))
                .toList();
        new Compare(Settings.named(arguments[0])).run(contestants);
    }

    private static void profile(int inFlight, String id) throws IOException {
        Contestant contestant = Lineup.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no server " + id));
        new Profile(OUTPUT).take(contestant, Settings.FULL.clients(), inFlight);
    }

    private void run(List<Contestant> contestants) throws IOException {
        try {
            for (Contestant contestant : contestants) {
                start(contestant);
            }
            for (Subject subject : subjects) {
                subject.gather(settings.clients());
            }
            fanOut();
        } finally {
            for (Subject subject : subjects) {
                subject.close();
            }
        }
        print(contestants);
    }

    private void start(Contestant contestant) {
        try {
            subjects.add(new Subject(contestant));
        } catch (IOException absent) {
            System.out.println("*** NOT MEASURED: " + contestant.name() + ", because " + absent.getMessage());
        }
    }

    private void fanOut() throws IOException {
        for (int round = -settings.warmUps(); round < settings.rounds(); round++) {
            for (int inFlight : IN_FLIGHT) {
                for (Subject subject : subjects) {
                    for (Subject other : subjects) {
                        other.answerPings();
                    }
                    Subject.Burst burst = subject.broadcast(inFlight, settings.turn());
                    if (round < 0) {
                        continue;
                    }
                    figures.add(subject.id(), Measure.cpu(inFlight), burst.micros());
                    if (inFlight == 8) {
                        figures.add(subject.id(), Measure.RATE, burst.perSecond());
                        figures.add(subject.id(), Measure.LOAD, burst.load());
                    }
                }
            }
            // The next round goes the other way, so that none is always measured after the same one.
            Collections.reverse(subjects);
        }
    }

    private void print(List<Contestant> contestants) {
        System.out.println("| server | W=1 | W=8 | rate | load | ratios |");
        for (Contestant contestant : contestants) {
            String id = contestant.id();
            StringBuilder ratios = new StringBuilder();
            for (String peer : contestant.peers()) {
                ratios.append(String.format(
                        Locale.ROOT,
                        " %s %.2f %.2f %.2f;",
                        peer,
                        figures.ratio(id, peer, Measure.CPU_1).median(),
                        figures.ratio(id, peer, Measure.CPU_8).median(),
                        figures.ratio(id, peer, Measure.RATE).median()));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s (%s) | %s | %s | %,.0f | %.2f | %s |%n",
                    contestant.name(),
                    contestant.dialect(),
                    spread(figures.of(id, Measure.CPU_1)),
                    spread(figures.of(id, Measure.CPU_8)),
                    figures.of(id, Measure.RATE).median(),
                    figures.of(id, Measure.LOAD).median(),
                    ratios);
        }
    }

    private static String spread(Series series) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", series.median(), series.min(), series.max());
    }
}
