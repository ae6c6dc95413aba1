package dev.rooms.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The example server as a user runs it: in a process of its own, on a port that the system picks. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on http:\\\\?/\\\\?/localhost:(\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final List<Thread> readers;

    private ServerProcess(Process process) {
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** Starts the compiled classes, which are there before the jar is. */
    public static ServerProcess start(Path directory, Map<String, String> environment, String... arguments) {
        // The test's own classes and resources stay outside, as they bring a logging configuration.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return start(directory, environment, List.of("-cp", classPath, Main.class.getName()), arguments);
    }

    public static ServerProcess start(
            Path directory, Map<String, String> environment, List<String> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        // What is set where the tests run must not reach the server.
        builder.environment().keySet().removeIf(name -> name.startsWith("ROOMS_") || name.endsWith("JAVA_OPTIONS"));
        builder.environment().put("ROOMS_PORT", "0");
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException noJava) {
            throw new UncheckedIOException(noJava);
        }
    }

    private Thread reader(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                    Matcher listening = LISTENING.matcher(line);
                    if (listening.find()) {
                        port.complete(Integer.valueOf(listening.group(1)));
                    }
                }
            } catch (IOException ended) {
                lines.add("(" + ended + ")");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** The port that the log tells; fails when the server ends instead. */
    public int port() {
        process.onExit()
                .thenAccept(ended -> port.completeExceptionally(
                        new AssertionError("the server ended with " + ended.exitValue() + ":\n" + everything())));
        try {
            return port.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            throw new AssertionError("the server doesn't listen:\n" + everything(), failure);
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    List<String> out() {
        return out;
    }

    List<String> err() {
        return err;
    }

    /** Asks the server to end, as a shell's {@code kill} or a container's stop does: SIGTERM. */
    public void terminate() {
        // Process.destroy() would also close the streams, and with them what the server says at its end.
        process.toHandle().destroy();
    }

    /** The exit code, once the process has ended and all that it wrote is read. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS))
                .as(() -> "the server doesn't end:\n" + everything())
                .isTrue();
        for (Thread reader : readers) {
            reader.join(SECONDS.toMillis(PATIENCE_SECONDS));
        }
        return process.exitValue();
    }

    private String everything() {
        return String.join("\n", out) + "\n" + String.join("\n", err);
    }

    /** It does nothing any more, but its connections stay. */
    public void pause() {
        signal("STOP");
    }

    /** Goes on after a pause. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new AssertionError(cut);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
