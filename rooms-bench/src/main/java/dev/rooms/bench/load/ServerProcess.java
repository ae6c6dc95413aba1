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
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP_USED = Pattern.compile("(?:PSYoungGen|ParOldGen)\\s+total \\d+K, used (\\d+)K");
    private static final long HEAP_KIB = 512 * 1024;
    private static final int FIELDS_BEFORE_CPU = 11;
    /** Linux counts CPU time in hundredths of a second, on every common machine. */
    private static final double MICROS_PER_TICK = 10_000;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
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
        return start(command);
    }

    private static ServerProcess start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.matches()) {
                return new ServerProcess(process, Integer.parseInt(port.group(1)));
            }
        }
        throw new IOException("the server ended before it served: " + String.join(" ", command));
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

    /** What it holds after a full garbage collection, in KiB: live objects, and all outside of the heap. */
    Memory memory() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        Matcher rss = RSS.matcher(Files.readString(proc("status")));
        if (heap == 0 || !rss.find()) {
            throw new IOException("the memory of process " + process.pid() + " can't be told");
        }
        return new Memory(heap, Long.parseLong(rss.group(1)) - HEAP_KIB);
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
