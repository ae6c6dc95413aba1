package dev.rooms.bench.scale;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rooms.bench.load.Dialect;
import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.load.Swarm;
import dev.rooms.bench.page.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One room of more and more sockets, up to all that a process may have open: what a delivery costs at each size, until when
 * the last member has a broadcast, and what all of them hold.
 *
 * <p>The clients are on one thread of this process, which reads thousands of sockets one after the other: the time until
 * the last has a broadcast is that thread's as much as the server's.
 */
final class Sockets {
    private static final String WHAT = "sockets";
    private static final String ROOM = "all";
    private static final int WARM_UP_CLIENTS = 1_000;
    private static final int WARM_UP_DELIVERIES = 500_000;
    private static final int LEAST_BROADCASTS = 10;
    /** Files that a process has open beside its clients' sockets. */
    private static final int OTHER_FILES = 500;

    private final Settings settings;
    private final Path output;
    private final int all;

    Sockets(Settings settings, Path output) {
        this.settings = settings;
        this.output = output;
        this.all = Math.min(settings.connections(), openFiles() - OTHER_FILES);
    }

    private static int openFiles() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount()));
    }

    String table(List<Trial> trials) throws IOException {
        List<Integer> sizes = new ArrayList<>(
                settings.sizes().stream().filter(size -> size < all).toList());
        sizes.add(all);
        List<String> titles = new ArrayList<>(List.of("Java", "collector", "I/O threads"));
        for (int size : sizes) {
            titles.add(String.format(
                    Locale.ROOT, titles.size() == 3 ? "µs CPU per delivery, user + system: to %,d" : "to %,d", size));
        }
        titles.add(String.format(Locale.ROOT, "ms until the last of %,d has it: median", all));
        titles.addAll(List.of("slowest", "KiB per connection", "of it heap", "GC pauses"));
        Table table = new Table(titles.toArray(String[]::new));
        for (Trial trial : trials) {
            table.row(measure(trial, sizes).toArray());
        }
        return table.toString();
    }

    private List<Object> measure(Trial trial, List<Integer> sizes) throws IOException {
        List<Object> row =
                new ArrayList<>(List.of(trial.jvm().feature(), trial.collector().title(), trial.ioThreads()));
        try (ServerProcess server = trial.start(output, WHAT);
                Swarm swarm = new Swarm(Dialect.PLAIN)) {
            warmUp(server);
            ServerProcess.Memory before = server.memory();
            GcPauses earlier = trial.pauses(output, WHAT);
            Broadcasts last = new Broadcasts(new ServerProcess.Cpu(0, 0), new Numbers(List.of(0.0)));
            int connected = 0;
            int sent = 0;
            long received = 0;
            for (int size : sizes) {
                // One more: who sends doesn't receive.
                swarm.connect(size + 1 - connected, server.port(), ROOM);
                connected = size + 1;
                int broadcasts = Math.max(LEAST_BROADCASTS, settings.deliveries() / size);
                last = broadcast(server, swarm, size, broadcasts, sent, received);
                sent += broadcasts;
                received += (long) broadcasts * size;
                row.add(String.format(
                        Locale.ROOT,
                        "%.1f + %.1f",
                        last.cpu().user(),
                        last.cpu().system()));
            }
            ServerProcess.Memory after = server.memory();
            row.add(String.format(Locale.ROOT, "%,.0f", last.millis().median()));
            row.add(String.format(Locale.ROOT, "%,.0f", last.millis().quantile(1)));
            row.add(String.format(Locale.ROOT, "%.1f", (after.all() - before.all()) / (double) connected));
            row.add(String.format(Locale.ROOT, "%.1f", (after.heap() - before.heap()) / (double) connected));
            row.add(trial.pauses(output, WHAT).since(earlier));
        }
        return row;
    }

    /** A server that has just started is slow, and takes memory to compile what it does. */
    private static void warmUp(ServerProcess server) throws IOException {
        try (Swarm swarm = new Swarm(Dialect.PLAIN)) {
            swarm.connect(WARM_UP_CLIENTS + 1, server.port(), ROOM);
            broadcast(server, swarm, WARM_UP_CLIENTS, WARM_UP_DELIVERIES / WARM_UP_CLIENTS, 0, 0);
        }
    }

    /** Broadcasts that were made one after the other: the server's CPU time per delivery, and the time until the last had each. */
    private record Broadcasts(ServerProcess.Cpu cpu, Numbers millis) {}

    private static Broadcasts broadcast(
            ServerProcess server, Swarm swarm, int members, int broadcasts, int sent, long received)
            throws IOException {
        List<Double> millis = new ArrayList<>();
        ServerProcess.Cpu before = server.cpu();
        for (int i = 0; i < broadcasts; i++) {
            long began = System.nanoTime();
            swarm.send(0, ROOM, sent + i);
            swarm.awaitReceived(received + (i + 1L) * members);
            millis.add((System.nanoTime() - began) / 1e6);
        }
        ServerProcess.Cpu after = server.cpu();
        double deliveries = (double) broadcasts * members;
        return new Broadcasts(
                new ServerProcess.Cpu(
                        (after.user() - before.user()) / deliveries, (after.system() - before.system()) / deliveries),
                new Numbers(millis));
    }
}
