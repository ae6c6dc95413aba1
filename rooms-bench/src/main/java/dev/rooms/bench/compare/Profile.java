package dev.rooms.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

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

    /** Writes a flame graph, the collapsed stacks and the methods with the most samples, and prints the last. */
    void take(Contestant contestant, int clients, int inFlight) throws IOException {
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
        }
    }
}
