package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess.Memory;
import dev.rooms.bench.load.Swarm;
import java.io.IOException;
import java.time.Duration;

/** What a connection holds on which nothing happens. The first thousand of those that stay don't count. */
record IdleMemory(Settings settings, Figures figures) {
    private static final int FIRST = 1_000;
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final String ROOM = "idle";

    void measure(Field field) throws IOException {
        field.each(subject -> {
            warmUp(subject);
            int port = subject.server().port();
            try (Swarm crowd = new Swarm(subject.contestant().group().dialect())) {
                crowd.connect(FIRST, port, ROOM);
                Memory before = settled(subject, crowd);
                crowd.connect(settings.idle() - FIRST, port, ROOM);
                Memory after = settled(subject, crowd);
                double counted = settings.idle() - FIRST;
                figures.add(subject.id(), Measure.IDLE, (after.all() - before.all()) / counted);
                figures.add(subject.id(), Measure.IDLE_HEAP, (after.heap() - before.heap()) / counted);
                // Connections that nothing reaches would be cheap.
                crowd.send(0, ROOM, 0);
                crowd.awaitReceived(settings.idle() - 1L);
            }
        });
    }

    /** A thousand after the other come and go, as a JVM takes memory to compile what it does often, which no connection holds. */
    private void warmUp(Subject subject) throws IOException {
        for (int connected = 0; connected < settings.idle(); connected += FIRST) {
            try (Swarm crowd = new Swarm(subject.contestant().group().dialect())) {
                crowd.connect(FIRST, subject.server().port(), ROOM);
            }
        }
    }

    /** Memory once a server has had the time to let go of handshakes. */
    private static Memory settled(Subject subject, Swarm crowd) throws IOException {
        crowd.readUntil(System.nanoTime() + SETTLING.toNanos());
        return subject.server().memory();
    }
}
