package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.COMPRESSED;
import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.FirstByte.BINARY;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.CONTINUATION;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rooms.transport.CloseReason;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile client can make a reader hold, and for how long. */
class HostileFramesTest {
    private static final int MIB = 1 << 20;
    private static final String POLICY_VIOLATION = Found.ofBroken(CloseReason.POLICY_VIOLATION);

    private final Found found = new Found();
    private final Scratch scratch = new Scratch();

    private static byte[] fragments(int count, byte... each) {
        ClientFrames frames = new ClientFrames().frame(TEXT, each);
        for (int i = 1; i < count; i++) {
            frames.frame(CONTINUATION, each);
        }
        return frames.bytes();
    }

    private FrameReader reader(int maxMessageBytes) {
        return new FrameReader(found, maxMessageBytes, true, scratch);
    }

    /** Bytes of the heap that this thread takes for that. */
    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, FINAL | TEXT, BINARY, FINAL | BINARY, FINAL | COMPRESSED | TEXT})
    @DisplayName("HOSTILE 10: a declared length is not allocated")
    void memoryGrowsWithWhatHasComeAndNotWithWhatIsDeclared(int first) {
        FrameReader reader = reader(Integer.MAX_VALUE);
        byte[] some = new byte[1000];
        ByteBuffer bytes = ByteBuffer.wrap(new ClientFrames()
                .mask(0)
                .header(first, Integer.MAX_VALUE)
                .raw(FirstByte.isCompressed(first) ? ClientFrames.deflated(some) : some)
                .bytes());
        assertThat(allocatedBy(() -> reader.read(bytes))).isLessThan(MIB);
        assertThat(found.lines()).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 10: lengths that add up to more than a number holds")
    void lengthsThatOverflowWhenAddedAreTooBig() {
        reader(Integer.MAX_VALUE)
                .read(ByteBuffer.wrap(new ClientFrames()
                        .frame(TEXT, new byte[10])
                        .header(FINAL, Integer.MAX_VALUE - 9L)
                        .bytes()));
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
    }

    @Test
    @DisplayName("HOSTILE 11: a message just over the limit, in 10,000 fragments")
    void tenThousandFragmentsOverTheLimitAreTooBig() {
        FrameReader reader = reader(MIB);
        Feeding.random(11, 5000).feed(fragments(10_000, new byte[104]), reader);
        assertThat(found.lines()).isEmpty();
        reader.read(ByteBuffer.wrap(new ClientFrames()
                .frame(CONTINUATION, new byte[MIB - 10_000 * 104])
                .header(FINAL, 1)
                .bytes()));
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
    }

    @Test
    @DisplayName("HOSTILE 12: a limit on fragments, that a message of 4 MiB in pieces of 64 bytes doesn't reach")
    void aMessageInManyFragmentsIsRead() {
        FrameReader reader = reader(4 * MIB);
        Feeding.random(12, 10_000).feed(fragments(65_536, "x".repeat(64).getBytes(StandardCharsets.US_ASCII)), reader);
        reader.read(ByteBuffer.wrap(new ClientFrames().frame(FINAL).bytes()));
        assertThat(found.lines()).containsExactly(Found.ofText("x".repeat(4 * MIB)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("HOSTILE 12: endless empty or one-byte fragments")
    void aMessageInEndlessFragmentsIsEnded(int bytes) {
        FrameReader reader = reader(MIB);
        Feeding.random(12, 10_000).feed(fragments(65_537, new byte[bytes]), reader);
        assertThat(found.lines()).isEmpty();
        reader.read(ByteBuffer.wrap(new ClientFrames().header(CONTINUATION, 0).bytes()));
        assertThat(found.lines()).containsExactly(POLICY_VIOLATION);
    }

    @Test
    @DisplayName("HOSTILE 12: endless last blocks of nothing in a compressed message")
    void aMessageInEndlessLastBlocksIsEnded() {
        byte[] nothings = new byte[2 * 65_538];
        for (int i = 0; i < nothings.length; i += 2) {
            nothings[i] = 3;
        }
        reader(MIB)
                .read(ByteBuffer.wrap(new ClientFrames()
                        .frame(FINAL | COMPRESSED | TEXT, nothings)
                        .bytes()));
        assertThat(found.lines()).containsExactly(POLICY_VIOLATION);
        assertThat(scratch.lent()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 12: endless blocks of nothing in a compressed message")
    void aMessageInEndlessBlocksOfNothingIsEnded() {
        byte[] nothing = {0, 0, 0, -1, -1};
        ClientFrames frames = new ClientFrames().frame(COMPRESSED | TEXT, nothing);
        for (int i = 0; i < 1000; i++) {
            frames.frame(CONTINUATION, nothing);
        }
        reader(1000).read(ByteBuffer.wrap(frames.bytes()));
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
        assertThat(scratch.lent()).isZero();
    }

    @Test
    void aMessageThatInflatesToManyTimesItsBytesIsReadWhole() {
        String text = "x".repeat(100_000);
        byte[] deflated = ClientFrames.deflated(ClientFrames.utf8(text));
        reader(text.length())
                .read(ByteBuffer.wrap(new ClientFrames()
                        .frame(FINAL | COMPRESSED | TEXT, deflated)
                        .bytes()));
        assertThat(found.lines()).containsExactly(Found.ofText(text));
    }

    @Test
    @DisplayName("HOSTILE 13: a deflate bomb is refused, heap flat")
    void aBombIsRefusedAtTheLimitAndNotWhenItHasGoneOff() {
        byte[] bomb = ClientFrames.deflated(new byte[100 * MIB]);
        FrameReader reader = reader(100_000);
        ByteBuffer bytes = ByteBuffer.wrap(
                new ClientFrames().frame(FINAL | COMPRESSED | TEXT, bomb).bytes());
        assertThat(allocatedBy(() -> reader.read(bytes))).isLessThan(MIB);
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
        assertThat(scratch.lent()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 13: a bomb in many small parts")
    void aBombInFragmentsIsRefused() {
        byte[] bomb = ClientFrames.deflated(new byte[10 * MIB]);
        FrameReader reader = reader(100_000);
        ClientFrames frames = new ClientFrames().frame(COMPRESSED | BINARY);
        for (byte part : bomb) {
            frames.frame(CONTINUATION, part);
        }
        reader.read(ByteBuffer.wrap(frames.bytes()));
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
        assertThat(scratch.lent()).isZero();
    }

    @Test
    void aDeflaterThatFlushesOftenIsNoBomb() {
        byte[] message = new byte[100_000];
        new Random(1).nextBytes(message);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION, true);
        byte[] chunk = new byte[1000];
        for (int from = 0; from < message.length; from += 20) {
            deflater.setInput(message, from, 20);
            deflated.write(chunk, 0, deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH));
        }
        deflater.end();
        reader(message.length)
                .read(ByteBuffer.wrap(new ClientFrames()
                        .frame(FINAL | COMPRESSED | BINARY, Arrays.copyOf(deflated.toByteArray(), deflated.size() - 4))
                        .bytes()));
        assertThat(found.lines()).containsExactly(Found.ofBinary(message));
    }

    @Test
    void noInflaterStaysWithAnyEndOfAMessage() {
        byte[] half = new ClientFrames()
                .frame(COMPRESSED | TEXT, (byte) 0xF2, (byte) 0x48)
                .bytes();
        for (byte[] end : new byte[][] {
            new ClientFrames()
                    .frame(FINAL, (byte) 0xCD, (byte) 0xC9, (byte) 0xC9, (byte) 7, (byte) 0)
                    .bytes(),
            new ClientFrames().frame(FINAL, (byte) 0xFF).bytes(),
            new ClientFrames().frame(FINAL).bytes(),
            new ClientFrames().frame(TEXT).bytes(),
            new ClientFrames().header(CONTINUATION, 10_000).bytes(),
            new ClientFrames().frame(FINAL | CLOSE).bytes(),
            new ClientFrames().frame(FINAL | CLOSE, (byte) 0).bytes(),
        }) {
            FrameReader reader = reader(1000);
            reader.read(ByteBuffer.wrap(half));
            assertThat(scratch.lent()).isEqualTo(1);
            reader.read(ByteBuffer.wrap(end));
            assertThat(scratch.lent()).isZero();
        }
        FrameReader cut = reader(1000);
        cut.read(ByteBuffer.wrap(half));
        cut.deaf();
        cut.deaf();
        assertThat(scratch.lent()).isZero();
    }

    @Test
    void messagesOfManyConnectionsAreInflatedAtOnce() {
        byte[] hello = ClientFrames.deflated("Hello".getBytes(StandardCharsets.US_ASCII));
        FrameReader[] readers = new FrameReader[10];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = reader(1000);
        }
        byte[] message =
                new ClientFrames().frame(FINAL | COMPRESSED | TEXT, hello).bytes();
        for (byte piece : message) {
            for (FrameReader reader : readers) {
                reader.read(ByteBuffer.wrap(new byte[] {piece}));
            }
        }
        assertThat(found.lines()).hasSize(10).containsOnly("text Hello");
        assertThat(scratch.lent()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of pings lets nothing grow")
    void pingsCutAnywhereAreToldOneByOne() {
        ClientFrames frames = new ClientFrames();
        for (int i = 0; i < 1000; i++) {
            frames.frame(FINAL | PING, new byte[i % 126]);
        }
        Feeding.random(14, 100).feed(frames.bytes(), reader(10));
        assertThat(found.lines()).hasSize(1000);
    }
}
