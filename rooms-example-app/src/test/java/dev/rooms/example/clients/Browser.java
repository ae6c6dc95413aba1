package dev.rooms.example.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Chromium without a window, that shows one page. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private final Process process;
    private final Path output;

    private Browser(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Ends a test when there is none: as skipped, or in CI, where nothing may be, as failed. */
    static void require() {
        boolean present = find().isPresent();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present)
                    .as("CI runs every test: scripts/test installs Chromium")
                    .isTrue();
        }
        assumeThat(present).as("Chromium; scripts/test installs it").isTrue();
    }

    private static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Shows that page until it is closed; the profile is a folder that isn't there yet. */
    static Browser show(String url, Path profile) {
        Path output = profile.resolveSibling(profile.getFileName() + ".out");
        try {
            Process process = new ProcessBuilder(
                            find().orElseThrow().toString(),
                            "--headless",
                            // Root has no sandbox, and a container little shared memory; the page is our own.
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-proxy-server",
                            "--remote-debugging-port=0", // else some versions end once the page is loaded
                            "--user-data-dir=" + profile,
                            url)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Browser(process, output);
        } catch (IOException cantStart) {
            throw new UncheckedIOException(cantStart);
        }
    }

    /** What it wrote so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Ends it, and waits until the processes that it started have ended, too: some write to the profile to the last. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        // What they would still write isn't asked for.
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }
}
