package dev.rooms.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, measured by what Linux tells of it in {@code /proc}. Its program prints {@code PORT n}
 * once it serves, answers {@code gc} on its standard input with {@code HEAP used spare}, both in KiB and after a full garbage
 * collection, and ends when its standard input does. Not thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("PORT (\\d+)");
    private static final Pattern HEAP = Pattern.compile("HEAP (\\d+) (\\d+)");
    private static final Pattern PROFILED = Pattern.compile("PROFILED(.*)");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int FIELDS_BEFORE_CPU = 11;
    /** Linux counts CPU time in hundredths of a second, on every common machine. */
    private static final double MICROS_PER_TICK = 10_000;

    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private final int port;

    private ServerProcess(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = Integer.parseInt(next(PORT).group(1));
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
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        try {
            return new ServerProcess(process, log);
        } catch (IOException silent) {
            process.destroyForcibly();
            throw silent;
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

    /** CPU time that it used so far, user and system, in µs. */
    public double cpuMicros() throws IOException {
        Cpu cpu = cpu();
        return cpu.user() + cpu.system();
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

    /** Ends it: by the end of its input, and after 10 s by force. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
