package dev.rooms.undertow;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which has less of something than it would like. */
final class StarvedServer implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    private StarvedServer(Process process) {
        this.process = process;
        new Thread(this::read, "output of a starved server").start();
    }

    /**
     * Starts one.
     *
     * @param limits shell commands that take something away
     * @param heapPercent how much of the heap is taken before clients come
     * @param jvm options of the JVM
     */
    static StarvedServer start(String limits, int heapPercent, String... jvm) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", limits + "exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                StarvedServer.class.getName(),
                Integer.toString(heapPercent)));
        return new StarvedServer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.add(line);
                if (line.startsWith(READY)) {
                    port.complete(Integer.valueOf(line.substring(READY.length())));
                }
            }
        } catch (IOException ended) {
            // So has what it printed.
        }
        port.completeExceptionally(new AssertionError("the server ended: " + printed));
    }

    int port() throws Exception {
        return port.get(60, TimeUnit.SECONDS);
    }

    /** The lines that it printed so far. */
    List<String> printed() {
        synchronized (printed) {
            return List.copyOf(printed);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // It ends with its input.
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** The server. */
    public static void main(String[] args) throws IOException {
        Limits limits = Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(500));
        try (Rooms rooms = Rooms.builder().limits(limits).build();
                RoomsServer server = RoomsServer.builder(rooms)
                        .host("127.0.0.1")
                        .port(0)
                        .ioThreads(2)
                        .start()) {
            List<byte[]> ballast = ballast(Integer.parseInt(args[0]));
            // The test that started this process reads the port there.
            System.out.println(READY + server.port());
            while (System.in.read() >= 0) {
                // What holds the heap must be seen to be of use.
                ballast.add(new byte[0]);
            }
        }
    }

    /** Fills the heap up to so many percent. */
    private static List<byte[]> ballast(int percent) {
        List<byte[]> ballast = new ArrayList<>();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        while ((runtime.totalMemory() - runtime.freeMemory()) * 100 < runtime.maxMemory() * percent) {
            ballast.add(new byte[64 * 1024]);
        }
        return ballast;
    }
}
