package dev.rooms.bench.micro;

import dev.rooms.bench.memory.Texts;
import dev.rooms.message.ErrorMessage;
import dev.rooms.message.Message;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Received;
import dev.rooms.protocol.json.PlainProtocol;
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
import org.openjdk.jmh.infra.Blackhole;

/** From a client's text to an event, and to a message that is read and validated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    /** Characters of the message's text. */
    @Param({"80", "10000"})
    public int length;

    private final Payloads payloads = new Payloads(Validation.find());
    private final PlainProtocol protocol = new PlainProtocol(payloads);
    private String message;
    private String envelope;

    /** Writes the texts that are read. */
    @Setup(Level.Trial)
    public void write() {
        message = Texts.message(length);
        envelope = "{\"event\":\"message\",\"data\":" + message + "}";
    }

    /** From text to an event. */
    @Benchmark
    public void decode(Blackhole blackhole) {
        protocol.text(envelope, new Peer() {
            @Override
            public void received(Received received) {
                blackhole.consume(received);
            }

            @Override
            public boolean acknowledged(String ackId, ParsedArguments answer) {
                return false;
            }

            @Override
            public void refused(ErrorMessage error) {
                throw new IllegalStateException(error.message());
            }
        });
    }

    /** From text to a validated message. */
    @Benchmark
    public Message decodeAndValidate() {
        return payloads.read(payloads.parse(message), Message.class);
    }
}
