package dev.rooms.bench.scale;

import dev.rooms.bench.load.Dialect;
import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.load.Swarm;
import dev.rooms.bench.page.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thousands of rooms that end and appear, as fast as joins and leaves are answered, while broadcasts go to the members of one
 * more room: what the movement does to them.
 */
final class Churn {
    private static final String WHAT = "churn";
    private static final String BUSY = "busy";
    private static final int LISTENERS = 1_000;
    private static final int MOVERS = 50;
    private static final int WARM_UP_BROADCASTS = 200;
    private static final long PAUSE_MILLIS = 20;
    private static final Pattern OPEN_ROOMS = Pattern.compile("(?m)^rooms_open (\\S+)$");

    private final Settings settings;
    private final Path output;
    private int sent;

    Churn(Settings settings, Path output) {
        this.settings = settings;
        this.output = output;
    }

    String table(List<Trial> trials) throws IOException, InterruptedException {
        Table table = new Table(
                "Java",
                "collector",
                "I/O threads",
                "joins and leaves a second",
                String.format(Locale.ROOT, "ms until the last of %,d has it, in rest: median", LISTENERS),
                "p99",
                "in motion: median",
                "p99",
                "GC pauses in motion");
        for (Trial trial : trials) {
            table.row(measure(trial).toArray());
        }
        return table.toString();
    }

    private List<Object> measure(Trial trial) throws IOException, InterruptedException {
        sent = 0;
        try (ServerProcess server = trial.start(output, WHAT);
                Swarm listeners = new Swarm(Dialect.PLAIN)) {
            // The first of them sends, and doesn't receive.
            listeners.connect(LISTENERS + 1, server.port(), BUSY);
            HttpClient client = HttpClient.newHttpClient();
            List<Mover> movers = movers(client, server.port());
            try {
                CompletableFuture.allOf(movers.stream().map(Mover::settle).toArray(CompletableFuture[]::new))
                        .join();
                broadcast(listeners, WARM_UP_BROADCASTS);
                int broadcasts = Math.toIntExact(settings.churnMillis() / PAUSE_MILLIS);
                Numbers resting = broadcast(listeners, broadcasts);
                GcPauses earlier = trial.pauses(output, WHAT);
                movers.forEach(Mover::move);
                broadcast(listeners, WARM_UP_BROADCASTS);
                long before = answers(movers);
                long began = System.nanoTime();
                Numbers moving = broadcast(listeners, broadcasts);
                double perSecond = (answers(movers) - before) / ((System.nanoTime() - began) / 1e9);
                CompletableFuture.allOf(movers.stream().map(Mover::rest).toArray(CompletableFuture[]::new))
                        .join();
                requireRooms(client, server.port());
                return List.of(
                        trial.jvm().feature(),
                        trial.collector().title(),
                        trial.ioThreads(),
                        String.format(Locale.ROOT, "%,.0f", perSecond),
                        millis(resting.median()),
                        millis(resting.quantile(0.99)),
                        millis(moving.median()),
                        millis(moving.quantile(0.99)),
                        trial.pauses(output, WHAT).since(earlier));
            } finally {
                movers.forEach(Mover::close);
            }
        }
    }

    private List<Mover> movers(HttpClient client, int port) {
        List<Mover> movers = new ArrayList<>();
        for (int i = 0; i < MOVERS; i++) {
            movers.add(new Mover(
                    client, URI.create("ws://127.0.0.1:" + port + "/ws"), "mover-" + i, settings.rooms() / MOVERS));
        }
        return movers;
    }

    private static long answers(List<Mover> movers) {
        return movers.stream().mapToLong(Mover::answers).sum();
    }

    /** Every room that was left has ended, and every one that was joined is there. */
    private void requireRooms(HttpClient client, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        Matcher rooms = OPEN_ROOMS.matcher(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        int expected = settings.rooms() / MOVERS * MOVERS + 1;
        if (!rooms.find() || Double.parseDouble(rooms.group(1)) != expected) {
            throw new IllegalStateException("the server should have " + expected + " rooms; /metrics says otherwise");
        }
    }

    /** Sends broadcasts at a steady pace; how long it took until the last had each. */
    private Numbers broadcast(Swarm listeners, int broadcasts) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < broadcasts; i++) {
            long began = System.nanoTime();
            listeners.send(0, BUSY, sent++);
            listeners.awaitReceived((long) sent * LISTENERS);
            double took = (System.nanoTime() - began) / 1e6;
            millis.add(took);
            // Not a wait for something to happen: the pace is a part of what is measured.
            Thread.sleep(Math.max(0, PAUSE_MILLIS - Math.round(took)));
        }
        return new Numbers(millis);
    }

    private static String millis(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
