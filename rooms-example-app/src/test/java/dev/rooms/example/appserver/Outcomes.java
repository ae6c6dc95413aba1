package dev.rooms.example.appserver;

import static java.util.stream.Collectors.joining;

import dev.rooms.example.appserver.AppServer.Beans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** What came of one server. Not thread-safe. */
final class Outcomes {
    private record Outcome(Kind kind, String name, Optional<Throwable> failure) {
        boolean failed() {
            return failure.filter(cause -> !(cause instanceof TestAbortedException))
                    .isPresent();
        }
    }

    private final AppServer server;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Duration startedIn = Duration.ZERO;
    private int java;

    Outcomes(AppServer server) {
        this.server = server;
    }

    /** Tries it, keeps what came of it, and tells whether it was well. */
    boolean note(Kind kind, String name, Executable deed) {
        Optional<Throwable> failure = Optional.empty();
        try {
            deed.execute();
        } catch (Throwable any) {
            // Whatever it is, the other checks and servers go on, and the test of that name throws it again.
            failure = Optional.of(any);
        }
        outcomes.add(new Outcome(kind, name, failure));
        return failure.isEmpty();
    }

    void startedIn(Duration time) {
        startedIn = time;
    }

    void ranOn(Jdk jdk) {
        java = jdk.feature();
    }

    /** Each as a test of its own. */
    List<DynamicTest> tests() {
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(outcome.kind().title() + ": " + outcome.name(), () -> {
                    if (outcome.failure().isPresent()) {
                        throw outcome.failure().get();
                    }
                }))
                .toList();
    }

    /** One line for a person who waits. */
    String line() {
        String start = "%-12s %-8s %s".formatted(server.name(), verdict(), version());
        String kinds = Arrays.stream(Kind.values())
                .map(kind -> kind.title() + ": " + cell(kind))
                .collect(joining("; "));
        return skipped().map(reason -> start + ": " + reason).orElse(start + " on Java " + java + "; " + kinds);
    }

    private String verdict() {
        if (skipped().isPresent()) {
            return "SKIPPED";
        }
        return outcomes.stream().anyMatch(Outcome::failed) ? "FAILED" : "ok";
    }

    private Optional<String> skipped() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.failure().stream())
                .filter(TestAbortedException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    /** The row of the table; empty if the server didn't run. */
    Optional<String> row() {
        if (skipped().isPresent()) {
            return Optional.empty();
        }
        String cells = Arrays.stream(Kind.values()).map(this::cell).collect(joining(" | "));
        return Optional.of("| %s | %s | %d | %s |".formatted(server.title(), version(), java, cells));
    }

    private String version() {
        return Distribution.of(server.name()).version();
    }

    private String cell(Kind kind) {
        List<Outcome> those =
                outcomes.stream().filter(outcome -> outcome.kind() == kind).toList();
        long failed = those.stream().filter(Outcome::failed).count();
        if (failed > 0) {
            return failed + " of " + those.size() + " failed";
        }
        if (kind == Kind.BEANS && server.beans() == Beans.NONE) {
            return "has none";
        }
        if (those.isEmpty()) {
            return "not tried";
        }
        return kind == Kind.START ? startedIn.toSeconds() + " s" : those.size() + " ok";
    }
}
