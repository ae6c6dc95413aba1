package dev.rooms.bench.compare;

import dev.rooms.bench.page.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** Where one Java server's time goes while it broadcasts, by async-profiler, which its process has inside. */
final class Profile {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PROFILED = Duration.ofSeconds(10);
    private static final String FLAT_AND_SUMMARY = "summary,flat=40,traces=0";

    private final Path folder;

    /** A profile whose files go into a folder. */
    Profile(Path folder) {
        this.folder = folder;
    }

    /** What a table of profiles has in its columns. */
    static Table table() {
        return new Table(Stream.concat(
                        Stream.of("server", "broadcasts in flight", "µs a delivery"),
                        Arrays.stream(TimeSpent.Owner.values()).map(TimeSpent.Owner::title))
                .toArray(String[]::new));
    }

    /** Writes a flame graph, the collapsed stacks and the methods with the most samples, and prints the last. */
    void take(Contestant contestant, int clients, int inFlight, Table table) throws IOException {
        Files.createDirectories(folder);
        Path files = folder.toAbsolutePath().resolve("profile-" + contestant.id() + "-w" + inFlight);
        try (Subject subject = new Subject(contestant)) {
            subject.gather(clients);
            subject.broadcast(inFlight, WARM_UP);
            // Printed, as it tells what the profile is of: async-profiler takes timers by itself where the kernel lets
            // nobody look into it.
            System.out.println("async-profiler: " + subject.server().profile("start,event=cpu,interval=1ms,cstack=vm"));
            Subject.Burst burst = subject.broadcast(inFlight, PROFILED);
            subject.server().profile("stop");
            subject.server().profile("dump,file=" + files + ".html,flamegraph,title=" + contestant.id());
            subject.server().profile("dump,file=" + files + ".collapsed,collapsed");
            subject.server().profile("dump,file=" + files + ".txt," + FLAT_AND_SUMMARY);
            // The profile and what it cost are what this was run for.
            System.out.print(Files.readString(Path.of(files + ".txt")));
            System.out.printf(
                    Locale.ROOT,
                    "%s, W=%d: %.2f µs of server CPU per delivery, profiled; see %s.html, .collapsed and .txt%n",
                    contestant.name(),
                    inFlight,
                    burst.micros(),
                    files);
            TimeSpent spent = TimeSpent.of(Files.readAllLines(Path.of(files + ".collapsed")));
            table.row(Stream.concat(
                            Stream.of(contestant.name(), String.valueOf(inFlight), micros(burst.micros())),
                            Arrays.stream(TimeSpent.Owner.values())
                                    .map(owner -> micros(burst.micros() * spent.share(owner))))
                    .toArray());
        }
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
