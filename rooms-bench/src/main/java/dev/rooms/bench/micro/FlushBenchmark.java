package dev.rooms.bench.micro;

import dev.rooms.bench.memory.Texts;
import dev.rooms.transport.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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
 * What waits for one connection, written by one system call: copied into one buffer, as rooms-http-undertow does, or gathered
 * by the system from where each frame lies, in the heap or outside. The other end of the socket is read by another thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlushBenchmark {
    private static final int LENGTH = 200;

    /** Frames that wait. */
    @Param({"1", "8"})
    public int frames;

    private final ByteBuffer one = ByteBuffer.allocateDirect(64 * 1024);
    private Frame frame;
    private ByteBuffer[] heap;
    private ByteBuffer[] outside;
    private SocketChannel socket;
    private SocketChannel other;

    /** Connects the socket. */
    @Setup(Level.Trial)
    public void connect() throws IOException {
        frame = Frame.text(Texts.message(LENGTH));
        heap = new ByteBuffer[frames];
        outside = new ByteBuffer[frames];
        for (int i = 0; i < frames; i++) {
            heap[i] = ByteBuffer.allocate(frame.wireSize());
            outside[i] = ByteBuffer.allocateDirect(frame.wireSize());
            frame.putWire(0, heap[i]);
            frame.putWire(0, outside[i]);
        }
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket = SocketChannel.open(server.getLocalAddress());
            other = server.accept();
        }
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try {
            while (other.read(buffer.clear()) >= 0) {}
        } catch (IOException over) {
            throw new UncheckedIOException(over);
        }
    }

    /** Ends it, and its reader with it. */
    @TearDown(Level.Trial)
    public void disconnect() throws IOException {
        socket.close();
    }

    /** Copied into one buffer. */
    @Benchmark
    public long copied() throws IOException {
        one.clear();
        for (int i = 0; i < frames; i++) {
            frame.putWire(0, one);
        }
        one.flip();
        long written = 0;
        while (one.hasRemaining()) {
            written += socket.write(one);
        }
        return written;
    }

    /** Gathered from the heap. */
    @Benchmark
    public long gatheredFromHeap() throws IOException {
        return gathered(heap);
    }

    /** Gathered from outside the heap. */
    @Benchmark
    public long gatheredFromOutside() throws IOException {
        return gathered(outside);
    }

    private long gathered(ByteBuffer[] buffers) throws IOException {
        for (ByteBuffer buffer : buffers) {
            buffer.rewind();
        }
        long written = 0;
        while (buffers[buffers.length - 1].hasRemaining()) {
            written += socket.write(buffers);
        }
        return written;
    }
}
