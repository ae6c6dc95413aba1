package dev.rooms.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a process of its own, measured by what Linux tells of it in {@code /proc}. Its program prints {@code PORT n}
 * once it serves, answers {@code gc} on its standard input with {@code HEAP used spare}, both in KiB and after a full garbage
 * collection, and ends when its standard input does. A program that isn't made for this is given its port instead, and can't be
 * asked anything. Not thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("PORT (\\d+)");
    private static final Pattern HEAP = Pattern.compile("HEAP (\\d+) (\\d+)");
    private static final Pattern PROFILED = Pattern.compile("PROFILED(.*)");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int FIELDS_BEFORE_CPU = 11;
    /** Linux counts CPU time in hundredths of a second, on every common machine. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final double NANOS_PER_MICRO = 1_000;
    private static final long LONGEST_START_SECONDS = 20;
    private static final long MILLIS_BETWEEN_TRIES = 20;
    private static final long LONGEST_END_MILLIS = 10_000;

    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private final Map<Path, Long> nanosOfThreads = new HashMap<>();
    private int port;
    private boolean endsWithItsInput = true;
    private double micros;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a main class in a JVM like this one. Its heap is of one size and touched at the start, so that what the process
     * grows by later is what it holds outside of the heap.
     */
    public static ServerProcess java(String classPath, int heapMib, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xms" + heapMib + "m",
                "-Xmx" + heapMib + "m",
                "-XX:+AlwaysPreTouch"));
        // What profiles name is wrong without it; it costs nothing.
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return start(command, log);
    }

    /** Starts any program that keeps to the above. What it says on its standard error goes to the log. */
    public static ServerProcess start(List<String> command, Path log) throws IOException {
        return started(
                new ProcessBuilder(command),
                log,
                server -> server.port = Integer.parseInt(server.next(PORT).group(1)));
    }

    /** Starts a program that isn't made for this, and waits until it listens on the port. All that it says goes to the log. */
    public static ServerProcess start(List<String> command, int port, Path log) throws IOException {
        return started(new ProcessBuilder(command).redirectOutput(log.toFile()), log, server -> {
            server.port = port;
            server.endsWithItsInput = false;
            server.awaitPort();
        });
    }

    private static ServerProcess started(ProcessBuilder program, Path log, Step untilItServes) throws IOException {
        ServerProcess server =
                new ServerProcess(program.redirectError(log.toFile()).start(), log);
        try {
            untilItServes.take(server);
            return server;
        } catch (IOException silent) {
            server.process.destroyForcibly();
            throw silent;
        }
    }

    private interface Step {
        void take(ServerProcess server) throws IOException;
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!listens()) {
            if (exitsWithin(MILLIS_BETWEEN_TRIES) || System.nanoTime() > deadline) {
                throw new IOException("process " + process.pid() + " doesn't listen on port " + port + "; see " + log);
            }
        }
    }

    private boolean listens() {
        try (Socket tried = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return tried.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean exitsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The next line that matches. */
    private Matcher next(Pattern pattern) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new IOException("process " + process.pid() + " ended before it printed " + pattern + "; see " + log);
    }

    private Matcher ask(String request, Pattern answer) throws IOException {
        process.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return next(answer);
    }

    /** Where it listens, on the loopback address. */
    public int port() {
        return port;
    }

    /**
     * CPU time that it used so far, user and system, in µs, for differences: what threads did before the first call and have ended
     * isn't in it. It is exact where {@link #cpu} counts in hundredths of a second.
     */
    public double cpuMicros() throws IOException {
        try (Stream<Path> threads = Files.list(proc("task"))) {
            for (Path thread : threads.toList()) {
                long nanos = nanos(thread);
                long before = nanosOfThreads.getOrDefault(thread, 0L);
                if (nanos > before) {
                    micros += (nanos - before) / NANOS_PER_MICRO;
                    nanosOfThreads.put(thread, nanos);
                }
            }
        }
        return micros;
    }

    /** None of a thread that ends in this moment. */
    private static long nanos(Path thread) {
        try {
            return new Scanner(Files.readString(thread.resolve("schedstat"))).nextLong();
        } catch (IOException | NoSuchElementException ended) {
            return 0;
        }
    }

    /** CPU time that it used so far, in its own code and in the kernel. */
    public Cpu cpu() throws IOException {
        String stat = Files.readString(proc("stat"));
        // The name, the second field, may hold blanks; the fields behind it don't.
        Scanner fields = new Scanner(stat.substring(stat.lastIndexOf(')') + 2));
        for (int i = 0; i < FIELDS_BEFORE_CPU; i++) {
            fields.next();
        }
        return new Cpu(fields.nextLong() * MICROS_PER_TICK, fields.nextLong() * MICROS_PER_TICK);
    }

    /** CPU time in µs: of its own code, and of the kernel's. */
    public record Cpu(double user, double system) {}

    /** What it holds after a full garbage collection: live objects, and all else that is resident. */
    public Memory memory() throws IOException {
        Matcher heap = ask("gc", HEAP);
        long used = Long.parseLong(heap.group(1));
        long spare = Long.parseLong(heap.group(2));
        return new Memory(used, residentKib() - spare - used);
    }

    /**
     * Has a Java server run a command of async-profiler, such as {@code start,event=cpu}, and returns what that says.
     *
     * @throws IOException when the server is no Java program
     */
    public String profile(String command) throws IOException {
        return ask("profile " + command, PROFILED).group(1).strip();
    }

    private long residentKib() throws IOException {
        Matcher rss = RSS.matcher(Files.readString(proc("status")));
        if (!rss.find()) {
            throw new IOException("the memory of process " + process.pid() + " can't be told");
        }
        return Long.parseLong(rss.group(1));
    }

    /** Memory in KiB: live objects, and all else that is resident. */
    public record Memory(long heap, long outside) {
        /** Both together. */
        public long all() {
            return heap + outside;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** Ends it: by the end of its input, or a request to end where it isn't made for that, and after 10 s by force. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        if (!endsWithItsInput) {
            process.destroy();
        }
        if (!exitsWithin(LONGEST_END_MILLIS) || Thread.currentThread().isInterrupted()) {
            process.destroyForcibly();
        }
    }
}
