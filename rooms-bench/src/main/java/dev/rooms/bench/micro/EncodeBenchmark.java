package dev.rooms.bench.micro;

import dev.rooms.Json;
import dev.rooms.bench.memory.Texts;
import dev.rooms.payload.Content;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.protocol.json.PlainProtocol;
import dev.rooms.protocol.socketio.PacketWriter;
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
import org.openjdk.jmh.annotations.Warmup;

/** From an event to the packet that all recipients share: once for each broadcast and protocol. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {
    /** Characters of the message's text. */
    @Param({"80", "10000"})
    public int length;

    /** Whose clients it is for. */
    @Param({"plain", "socket.io"})
    public String clients;

    private final Payloads payloads = new Payloads(Validation.find());
    private Protocol protocol;
    private Outgoing event;

    /** Makes the event. */
    @Setup(Level.Trial)
    public void write() {
        protocol = clients.equals("plain") ? new PlainProtocol(payloads) : new PacketWriter("/");
        event = new Outgoing("message-reply", Content.of(new Json(Texts.message(length))), null, null);
    }

    /** The packet. */
    @Benchmark
    public Packet encode() {
        return protocol.event(event);
    }
}
