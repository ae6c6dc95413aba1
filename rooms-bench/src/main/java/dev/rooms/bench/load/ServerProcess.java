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
 * once it serves, and ends when its standard input does.
 */
final class ServerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("PORT (\\d+)");
    private static final Pattern NODE_HEAP = Pattern.compile("HEAP (\\d+)");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern JAVA_HEAP = Pattern.compile("(?:PSYoungGen|ParOldGen)\\s+total \\d+K, used (\\d+)K");
    private static final long JAVA_HEAP_KIB = 512 * 1024;
    private static final int FIELDS_BEFORE_CPU = 11;
    /** Linux counts CPU time in hundredths of a second, on every common machine. */
    private static final double MICROS_PER_TICK = 10_000;

    private final Process process;
    private final BufferedReader output;
    private final MemoryReading reading;
    private final int port;

    private ServerProcess(Process process, MemoryReading reading) throws IOException {
        this.process = process;
        this.reading = reading;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = Math.toIntExact(numberOf(PORT));
    }

    /**
     * Starts a main class of this class path in a JVM like this one. Its heap is of one size and touched at the start, so
     * that what the process grows by later is what it holds outside of the heap.
     */
    static ServerProcess java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(command, ServerProcess::javaMemory);
    }

    /** Starts a script on Node. A line on its standard input makes it collect its garbage and print {@code HEAP n}, in KiB. */
    static ServerProcess node(Path script) throws IOException {
        return start(List.of("node", "--expose-gc", script.toString()), ServerProcess::nodeMemory);
    }

    private static ServerProcess start(List<String> command, MemoryReading reading) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ServerProcess(process, reading);
    }

    /** The number in the next line that matches. */
    private long numberOf(Pattern pattern) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return Long.parseLong(matcher.group(1));
            }
        }
        throw new IOException("process " + process.pid() + " ended before it printed " + pattern);
    }

    int port() {
        return port;
    }

    /** CPU time that it used so far, user and system, in µs. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(proc("stat"));
        // The name, the second field, may hold blanks; the fields behind it don't.
        Scanner fields = new Scanner(stat.substring(stat.lastIndexOf(')') + 2));
        for (int i = 0; i < FIELDS_BEFORE_CPU; i++) {
            fields.next();
        }
        return (fields.nextLong() + fields.nextLong()) * MICROS_PER_TICK;
    }

    /** What it holds after a full garbage collection: live objects, and all else. */
    Memory memory() throws IOException, InterruptedException {
        return reading.of(this);
    }

    private Memory javaMemory() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = JAVA_HEAP.matcher(jcmd("GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        if (heap == 0) {
            throw new IOException("the heap of process " + process.pid() + " can't be told");
        }
        return new Memory(heap, residentKib() - JAVA_HEAP_KIB);
    }

    /** V8 gives memory back, so the sum is simply what is resident. */
    private Memory nodeMemory() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        long heap = numberOf(NODE_HEAP);
        return new Memory(heap, residentKib() - heap);
    }

    private long residentKib() throws IOException {
        Matcher rss = RSS.matcher(Files.readString(proc("status")));
        if (!rss.find()) {
            throw new IOException("the memory of process " + process.pid() + " can't be told");
        }
        return Long.parseLong(rss.group(1));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return output;
    }

    /** Memory in KiB. */
    record Memory(long heap, long outside) {}

    /** How a kind of process tells its memory. */
    @FunctionalInterface
    private interface MemoryReading {
        Memory of(ServerProcess process) throws IOException, InterruptedException;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

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
