package dev.rooms.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import one.profiler.AsyncProfiler;

/** The server's side of {@link dev.rooms.bench.load.ServerProcess}. */
final class Serving {
    private static final String PROFILE = "profile ";

    private Serving() {}

    /** Tells the port, answers requests, and at their end ends the process: how servers stop isn't what is measured. */
    static void untilInputEnds(int port) throws IOException {
        answer("PORT " + port);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.startsWith(PROFILE)) {
                answer("PROFILED " + profile(line.substring(PROFILE.length())));
            } else {
                answer(heap());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void answer(String line) {
        // Standard output is the way to whoever started this process: ServerProcess reads the line.
        System.out.println(line);
    }

    private static String heap() {
        System.gc();
        System.gc();
        // What was in use right after the collection: by now, threads have been given room for new objects.
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        long committed =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return "HEAP " + used / 1024 + " " + (committed - used) / 1024;
    }

    private static String profile(String command) throws IOException {
        try {
            return AsyncProfiler.getInstance().execute(command).replace('\n', ' ');
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return "refused: " + refused.getMessage();
        }
    }
}
