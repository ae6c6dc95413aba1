package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A redis-server of a test's own, on a port that the system picks; it keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
    private static final int TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path folder;
    private final List<String> configuration;
    private final int port;
    private Process process;

    private RedisServer(Path folder, List<String> configuration, int port) {
        this.folder = folder;
        this.configuration = configuration;
        this.port = port;
    }

    /** Ends a test when there is none: as skipped, or in CI, where nothing may be, as failed. */
    public static void require() {
        boolean present = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "redis-server")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present)
                    .as("CI runs every test: scripts/test installs redis-server")
                    .isTrue();
        }
        assumeThat(present).as("redis-server; scripts/test installs it").isTrue();
    }

    /** A port that nobody has now. */
    public static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Not started. */
    public static RedisServer prepare(Path folder, String... configuration) {
        require();
        return new RedisServer(folder, List.of(configuration), freePort());
    }

    /** Started, and answering. */
    public static RedisServer start(Path folder, String... configuration) {
        for (int i = 1; i < TRIES; i++) {
            RedisServer server = prepare(folder, configuration);
            try {
                server.start();
                return server;
            } catch (IllegalStateException portTakenMeanwhile) {
                server.close();
            }
        }
        RedisServer server = prepare(folder, configuration);
        server.start();
        return server;
    }

    /** On the same port as before; what it knew is gone. */
    public void start() {
        Path file = folder.resolve(port + ".conf");
        List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port, "dir " + folder));
        lines.addAll(configuration);
        boolean sentinel = configuration.stream().anyMatch(line -> line.startsWith("sentinel "));
        if (!sentinel) {
            lines.add("save \"\"");
        }
        List<String> command = new ArrayList<>(List.of("redis-server", file.toString()));
        if (sentinel) {
            command.add("--sentinel");
        }
        try {
            Files.write(file, lines);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(port + ".log").toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        // A test run that is cut off leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException("redis-server ended with " + process.exitValue() + "; see " + folder);
        }
    }

    /** Asks it to end, as an administrator would. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Ends it without a word. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** It does nothing any more, but its connections stay. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Has it do something; the first line of its answer. */
    public String command(String line) {
        return lines(line).stream().findFirst().orElse("");
    }

    /** Has it do something; its answer as it is, line by line. */
    public List<String> lines(String line) {
        return ask(line).lines().toList();
    }

    /** What INFO tells of that name. */
    public String text(String name) {
        return ask("INFO everything")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** A number that INFO tells. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** How many subscribe to that channel. */
    public long subscribers(String channel) {
        return ask("PUBSUB NUMSUB " + channel)
                .lines()
                .filter(line -> line.startsWith(":"))
                .mapToLong(line -> Long.parseLong(line.substring(1)))
                .sum();
    }

    /** The names of the channels that anybody subscribes to here, sharded ones among them. */
    public List<String> channels() {
        return Stream.of("PUBSUB CHANNELS", "PUBSUB SHARDCHANNELS")
                .flatMap(question -> ask(question).lines())
                .filter(line -> !line.startsWith("*") && !line.startsWith("$") && !line.startsWith("+"))
                .toList();
    }

    /** Who is connected, but for who asks. */
    public List<String> clients() {
        return clientsOf("").stream()
                .filter(line -> !line.contains(" cmd=client"))
                .toList();
    }

    /** Those whose last command was that one, but for Sentinels. */
    public List<String> clientsOf(String command) {
        return ask("CLIENT LIST")
                .lines()
                .filter(line -> line.startsWith("id=") && line.contains(" cmd=" + command))
                .filter(line -> !line.contains(" name=sentinel"))
                .toList();
    }

    private String ask(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            // Redis answers, and then ends the connection as well; Sentinels don't know QUIT.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that it has logged. */
    public String log() {
        try {
            return Files.readString(folder.resolve(port + ".log"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private boolean answers() {
        try {
            // Where a password is wanted, the refusal is an answer as well.
            String answer = command("PING");
            return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new AssertionError(cut);
        }
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, "" + process.pid())
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
}
