package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.COMPRESSED;
import static dev.rooms.undertow.websocket.ClientFrames.FINAL;

import com.sun.management.ThreadMXBean;
import dev.rooms.transport.CloseReason;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a fuzzer tries (see {@code scripts/fuzz}): whatever bytes come, the reader doesn't throw, finds what
 * {@link PlainReader} finds, wherever they are cut, takes no more memory than the limit asks for, and keeps no inflater.
 *
 * <p>An input's first byte says by its bits whether messages may be compressed, and whether the rest are the bytes
 * themselves or a plan of mostly right frames, which gets deeper. The second is the limit, in {@link #LIMIT_UNIT} bytes; then
 * comes a seed for the cuts.
 */
public final class FrameReaderFuzz {
    static final int DEFLATE = 1;
    static final int PLANNED = 2;
    static final int LIMIT_UNIT = 40;
    static final int HEAD_BYTES = 4;

    private static final int REPEATS = 50;
    private static final int SLACK_BYTES = 200_000;
    private static final Scratch SCRATCH = new Scratch();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FrameReaderFuzz() {}

    /** Called by Jazzer, for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEAD_BYTES) {
            return;
        }
        ByteBuffer plan = ByteBuffer.wrap(input);
        int flags = plan.get();
        boolean deflate = (flags & DEFLATE) != 0;
        int limit = (plan.get() & 0xFF) * LIMIT_UNIT;
        short seed = plan.getShort();
        byte[] bytes = (flags & PLANNED) != 0 ? planned(plan) : Arrays.copyOfRange(input, HEAD_BYTES, input.length);

        List<String> expected = PlainReader.read(bytes, limit, deflate);
        for (Feeding feeding : List.of(
                Feeding.whole(),
                Feeding.byteByByte(),
                Feeding.cutAt(Math.floorMod(seed, bytes.length + 1)),
                Feeding.random(seed, 20))) {
            List<String> found = feeding.read(bytes, limit, deflate, SCRATCH);
            if (!found.equals(expected)) {
                throw new AssertionError(feeding.name() + ": found " + found + " instead of " + expected);
            }
        }
        checkMemory(bytes, limit, deflate);
    }

    private static void checkMemory(byte[] bytes, int limit, boolean deflate) {
        FrameReader reader = new FrameReader(new Nobody(), limit, deflate, SCRATCH);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reader.read(ByteBuffer.wrap(bytes));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        // Each frame has 6 bytes at least. A compressed one can make a message of the limit, any other what it has.
        long frames = bytes.length / 6 + 1L;
        long most = SLACK_BYTES + 20L * bytes.length + frames * (1000 + (deflate ? 10L * limit : 0));
        if (allocated > most) {
            throw new AssertionError(allocated + " bytes were allocated for " + bytes.length + ", limit " + limit);
        }
        reader.deaf();
        if (SCRATCH.lent() != 0) {
            throw new AssertionError(SCRATCH.lent() + " inflaters were not given back");
        }
    }

    /** For each frame two bytes: what it is and what is done to its payload, and the payload's length before that. */
    private static byte[] planned(ByteBuffer plan) {
        ClientFrames frames = new ClientFrames();
        while (plan.remaining() >= 2) {
            int what = plan.get();
            byte[] payload = new byte[Math.min(plan.get() & 0xFF, plan.remaining())];
            plan.get(payload);
            if ((what & 0x10) != 0) {
                payload = repeated(payload);
            }
            frames.mask(plan.position() * 0x01020305);
            switch (what & 7) {
                case 0 -> frames.frame((what & FINAL) | FirstByte.CONTINUATION, payload);
                case 1 -> frames.frame((what & (FINAL | COMPRESSED)) | FirstByte.TEXT, payload);
                case 2 -> frames.frame((what & (FINAL | COMPRESSED)) | FirstByte.BINARY, payload);
                case 3 -> frames.frame(FINAL | FirstByte.CLOSE, payload);
                case 4 -> frames.frame(FINAL | ((what & 8) != 0 ? FirstByte.PONG : FirstByte.PING), payload);
                case 5 -> frames.frame((what & FINAL) | COMPRESSED | FirstByte.TEXT, ClientFrames.deflated(payload));
                case 6 -> halves(frames, ClientFrames.deflated(payload));
                default -> frames.raw(payload);
            }
        }
        return frames.bytes();
    }

    private static byte[] repeated(byte[] payload) {
        byte[] repeated = new byte[payload.length * REPEATS];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = payload[i % payload.length];
        }
        return repeated;
    }

    private static void halves(ClientFrames frames, byte[] deflated) {
        int half = deflated.length / 2;
        frames.frame(COMPRESSED | FirstByte.TEXT, Arrays.copyOf(deflated, half))
                .frame(FINAL | FirstByte.PING)
                .frame(FINAL | FirstByte.CONTINUATION, Arrays.copyOfRange(deflated, half, deflated.length));
    }

    /** Hears everything and keeps nothing. */
    private static final class Nobody implements FrameListener {
        @Override
        public void text(String text) {}

        @Override
        public void binary(ByteBuffer bytes) {}

        @Override
        public void ping(ByteBuffer payload) {}

        @Override
        public void pong() {}

        @Override
        public void close(int code) {}

        @Override
        public void tooBig() {}

        @Override
        public void broken(CloseReason reason) {}
    }
}
