package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server in processes of its own, with the WAR. */
final class RunningServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration UNDEPLOY = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI application;
    private final Path log;
    private final Thread atExit = new Thread(this::close);

    private RunningServer(Process process, URI application, Path log) {
        this.process = process;
        this.application = application;
        this.log = log;
        // Who breaks the tests off doesn't want to be left with a server.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static RunningServer start(AppServer.Launch launch, AppServer.Site site, Path folder) throws IOException {
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // What is set where the tests run must not reach the server.
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(ROOMS|CATALINA|JBOSS|WLP|JETTY)_.*|.*JAVA_OPT(ION)?S|MAVEN_.*"));
        builder.environment().put("JAVA_HOME", site.jdk().home().toString());
        // GlassFish's name for the same.
        builder.environment().put("AS_JAVA", site.jdk().home().toString());
        URI application = URI.create("http://localhost:" + site.port() + AppServer.CONTEXT_PATH);
        return new RunningServer(builder.start(), application, log);
    }

    URI application() {
        return application;
    }

    void awaitReady() {
        await("ready at " + application)
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the server ended: " + process, () -> !process.isAlive())
                .until(() -> status().equals(OptionalInt.of(200)));
    }

    /**
     * Deletes the WAR, and waits until the server, which goes on, has nothing at its path, nor where Tomcat has unpacked it:
     * that answers 404 long before it is through, and whoever ends it then interrupts the application's end.
     */
    void undeploy(AppServer.Dropped dropped) throws IOException {
        Path war = dropped.war();
        Path unpacked = war.resolveSibling(war.getFileName().toString().replace(".war", ""));
        Files.delete(war);
        await("undeployed from " + application)
                .atMost(UNDEPLOY)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> status().equals(OptionalInt.of(404))
                        && Files.notExists(unpacked)
                        && Files.readString(log, UTF_8).contains(dropped.farewell()));
    }

    /** The status of its readiness; empty while nobody answers. */
    private OptionalInt status() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(application + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return OptionalInt.of(HTTP.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException notYet) {
            return OptionalInt.empty();
        }
    }

    /** Asks all its processes to end, by SIGTERM, and waits until they have. */
    void stop() throws Exception {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(STOP_SECONDS, SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("it doesn't end by SIGTERM within " + STOP_SECONDS + " s", late);
        }
    }

    /** Those that it started first: a shell that waits for its server would end before it otherwise. */
    private List<ProcessHandle> processes() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    List<String> log() throws IOException {
        return Files.readAllLines(log, UTF_8);
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        if (Thread.currentThread() != atExit) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }
}
