package dev.rooms.bench.micro;

import dev.rooms.bench.memory.Texts;
import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;
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

/** From a text to a frame, once for each broadcast and protocol, and from there into a socket's buffer, for each recipient. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    /** Characters of the message's text. */
    @Param({"80", "10000"})
    public int length;

    private final ByteBuffer socket = ByteBuffer.allocateDirect(16 * 1024);
    private String text;
    private Frame frame;

    /** Writes the text. */
    @Setup(Level.Trial)
    public void write() {
        text = Texts.message(length);
        frame = Frame.text(text);
    }

    /** The frame. */
    @Benchmark
    public Frame encode() {
        return Frame.text(text);
    }

    /** The frame, and its compressed form. */
    @Benchmark
    public Frame encodeCompressed() {
        return Frame.text(text).compressed();
    }

    /** One recipient's copy. */
    @Benchmark
    public int put() {
        return frame.putWire(0, socket.clear());
    }
}
