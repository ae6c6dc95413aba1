package dev.rooms.bench.micro;

import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.bench.memory.Crowd;
import dev.rooms.bench.memory.Sink;
import dev.rooms.bench.memory.Tally;
import dev.rooms.bench.memory.Texts;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One event to every member of a room, from the emit until the last channel has its frame. Divide by {@code members} for
 * the cost, and with {@code -prof gc} the bytes, of one delivery.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BroadcastBenchmark {
    private static final Json DATA = new Json(Texts.message(80));
    private static final String MESSAGE = "{\"event\":\"message\",\"data\":" + DATA.text() + "}";

    /** Members of the room. */
    @Param({"1", "10", "1000", "100000", "1000000"})
    public int members;

    /** Where their channels are written: in place, or by two I/O threads. */
    @Param({"in-place", "threads"})
    public String lanes;

    /** What takes the frames: nothing, or a send queue before nothing. */
    @Param({"sink", "queue"})
    public String channel;

    private final Crowd crowd = new Crowd();
    private final List<ExecutorService> ioThreads = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private Session sender;
    private Audience room;
    private Audience others;

    /** Fills the room. */
    @Setup(Level.Trial)
    public void fill() {
        List<Lane> used = new ArrayList<>();
        for (int i = 0; i < (lanes.equals("threads") ? 2 : 1); i++) {
            tallies.add(new Tally());
            if (lanes.equals("threads")) {
                ExecutorService ioThread = Executors.newSingleThreadExecutor();
                ioThreads.add(ioThread);
                used.add(Lane.ofThread(ioThread));
            } else {
                used.add(Lane.inPlace());
            }
        }
        for (int i = 0; i < members; i++) {
            connect(used.get(i % used.size()), tallies.get(i % used.size()));
        }
        crowd.shuffled().forEach(client -> client.join("room"));
        sender = connect(used.get(0), tallies.get(0));
        room = crowd.rooms().to("room");
        others = room;
        for (Client client : crowd.rooms().registry().everyone().members()) {
            // The one that came last, which isn't in the room.
            others = client.isIn("room") ? others : room.except(client);
        }
    }

    private Session connect(Lane lane, Tally tally) {
        return crowd.connect(channel.equals("queue") ? new QueuedSink(lane, tally) : new Sink(lane, tally));
    }

    /** Stops the threads. The clients stay: to end them allocates, and JMH would count that as broadcasts'. */
    @TearDown(Level.Trial)
    public void stop() {
        ioThreads.forEach(ExecutorService::shutdownNow);
    }

    private long delivered() {
        long delivered = 0;
        for (int i = 0; i < tallies.size(); i++) {
            delivered += tallies.get(i).frames();
        }
        return delivered;
    }

    private long awaitDelivery(long before) {
        long delivered = delivered();
        while (delivered < before + members) {
            Thread.onSpinWait();
            delivered = delivered();
        }
        return delivered;
    }

    /** An emit by the application. */
    @Benchmark
    public long emit() {
        long before = delivered();
        room.emit("message-reply", DATA);
        return awaitDelivery(before);
    }

    /** The same, where a client is left out: each member is looked at for that. */
    @Benchmark
    public long emitExcept() {
        long before = delivered();
        others.emit("message-reply", DATA);
        return awaitDelivery(before);
    }

    /** A message from a client: read, validated, forwarded. */
    @Benchmark
    public long message() {
        long before = delivered();
        sender.text(MESSAGE);
        return awaitDelivery(before);
    }
}
