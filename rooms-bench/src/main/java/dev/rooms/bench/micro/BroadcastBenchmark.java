package dev.rooms.bench.micro;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.transport.Admission;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What a broadcast costs before the kernel is asked: from the call of {@code emit}, or from a client's text, until every
 * member's connection was handed the frame. Divide by the members for the cost of a delivery.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BroadcastBenchmark {
    private static final String ROOM = "room";
    private static final Json DATA =
            new Json("{\"id\":\"m-1\",\"clientId\":\"c-1\",\"clientName\":\"bench\",\"roomName\":\"" + ROOM
                    + "\",\"messageType\":\"text\",\"message\":\"" + "x".repeat(64)
                    + "\",\"timestamp\":\"2026-01-31T12:00:00.000Z\"}");
    private static final String ENVELOPE = "{\"event\":\"message\",\"data\":" + DATA + "}";

    /** Members of the room, besides the sender. */
    @Param({"1", "1000", "100000"})
    int members;

    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withMessagesPerSecond(0).withHeartbeatInterval(Duration.ofDays(1)))
            .build();
    private final Lane lane = Lane.inPlace();
    private final CountingChannel senderChannel = new CountingChannel(lane);
    private final Session sender = connect(senderChannel);

    /** Fills the room. */
    @Setup
    public void fill() {
        sender.text("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + ROOM + "\"}}");
        for (int i = 0; i < members; i++) {
            connect(new CountingChannel(lane))
                    .text("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + ROOM + "\"}}");
        }
    }

    private Session connect(CountingChannel channel) {
        Handshake handshake = new Handshake(Handshake.Kind.WEBSOCKET, "/ws", Map.of(), Map.of(), "127.0.0.1");
        if (rooms.reception().admit(handshake) instanceof Admission.Granted granted) {
            return granted.open(channel);
        }
        throw new IllegalStateException("the handshake was refused");
    }

    /** Lets all go. */
    @TearDown
    public void close() {
        rooms.registry().roll(ROOM).members().forEach(Client::disconnect);
    }

    /** An event of the server's own. */
    @Benchmark
    public int emit() {
        return rooms.to(ROOM).emit("message-reply", DATA);
    }

    /** A message from a client: parsed, validated, and sent to the others. */
    @Benchmark
    public long message() {
        sender.text(ENVELOPE);
        return senderChannel.bytes();
    }
}
