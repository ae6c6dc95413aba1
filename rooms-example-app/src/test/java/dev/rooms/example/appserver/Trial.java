package dev.rooms.example.appserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.example.appserver.AppServer.Beans;
import dev.rooms.example.appserver.AppServer.Launch;
import dev.rooms.example.appserver.AppServer.Site;
import dev.rooms.example.clients.Scenarios;
import dev.rooms.example.clients.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Everything that is tried on one server, in turn. */
final class Trial {
    private static final List<String> SCENARIOS = List.of("contract", "input", "delivery", "connection");

    private static final int ENOUGH_FAILURES = 5;

    /** What a server writes when something failed, and Tomcat when an undeployed application left something behind. */
    private static final Pattern FAULT = Pattern.compile(
            "\\b(SEVERE|ERROR|FATAL)\\b|appears to have started a thread|ThreadLocal|at dev\\.rooms\\.");

    private final AppServer server;
    private final Path war;
    private final Path folder;
    private final Outcomes outcomes;

    private Trial(AppServer server, Path war, Path folder) {
        this.server = server;
        this.war = war;
        this.folder = folder;
        this.outcomes = new Outcomes(server);
    }

    /** Runs it to its end in an empty folder, whatever fails on the way. */
    static Outcomes of(AppServer server, Path war, Path folder) {
        Trial trial = new Trial(server, war, folder);
        trial.outcomes.note(Kind.START, "is there to be started", () -> {
            Optional<Jdk> jdk = Jdk.atLeast(server.java());
            trial.requires(jdk.isPresent(), "no JDK " + server.java() + " or later is installed");
            trial.run(jdk.orElseThrow());
        });
        return trial.outcomes;
    }

    private void run(Jdk jdk) throws Exception {
        outcomes.ranOn(jdk);
        Site site = new Site(fetched(), given(), AppServers.freePort(), jdk);
        Launch launch = server.arrangement().arrange(site);
        long before = System.nanoTime();
        try (RunningServer running = RunningServer.start(launch, site, folder)) {
            boolean ready = outcomes.note(Kind.START, "answers that it is ready", running::awaitReady);
            outcomes.startedIn(Duration.ofNanos(System.nanoTime() - before));
            if (ready) {
                javaScript(running.application());
                all(Kind.JAVA, JavaClientChecks.ALL, running.application());
                all(Kind.PLAIN, PlainChecks.ALL, running.application());
                all(Kind.HTTP, HttpChecks.ALL, running.application());
                if (server.beans() == Beans.CDI) {
                    all(Kind.BEANS, BeanChecks.ALL, running.application());
                }
                launch.dropped()
                        .ifPresent(dropped -> outcomes.note(Kind.END, "undeploys", () -> running.undeploy(dropped)));
            }
            outcomes.note(Kind.END, "stops", running::stop);
            outcomes.note(
                    Kind.END,
                    "its log tells of no fault",
                    () -> assertThat(running.log())
                            .noneMatch(line -> FAULT.matcher(line).find()));
        }
    }

    private Path given() throws IOException {
        return server.beans() == Beans.CDI ? TeamWar.of(war, folder.resolve("team.war")) : war;
    }

    private Path fetched() throws Exception {
        try {
            return Distribution.of(server.name()).putInto(Files.createDirectory(folder.resolve("server")));
        } catch (Distribution.NotFetchedException notFetched) {
            requires(false, notFetched.getMessage());
            throw notFetched;
        }
    }

    /** What a machine may lack: then the server is left out, which in CI it may not be. */
    private void requires(boolean met, String otherwise) {
        if (!met && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(otherwise + ", and CI tries every server that it is told to");
        }
        if (!met) {
            throw new TestAbortedException(otherwise);
        }
    }

    private void all(Kind kind, List<Check> checks, URI application) {
        for (Check check : checks) {
            outcomes.note(kind, check.name(), () -> check.deed().on(application));
        }
    }

    /** Where a script gave up, as too much had failed, the others would only wait in vain as well. */
    private void javaScript(URI application) throws Exception {
        for (String file : SCENARIOS) {
            for (Transports transports : Transports.values()) {
                int failed = 0;
                for (DynamicTest test : Scenarios.run(file, application, transports, Scenarios.Stagehand.NONE)) {
                    failed += outcomes.note(Kind.JAVASCRIPT, test.getDisplayName(), test.getExecutable()) ? 0 : 1;
                }
                if (failed >= ENOUGH_FAILURES) {
                    return;
                }
            }
        }
    }
}
