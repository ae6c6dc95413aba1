package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** CONTRACT §5: a binary message has the limit of a text, however a container cuts it. */
class BinaryAssemblerTest {
    private static final byte[] MESSAGE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    private final CoreSession session = new CoreSession();
    private final BinaryAssembler assembler = new BinaryAssembler(session, MESSAGE.length);

    private static ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(MESSAGE, from, to - from).asReadOnlyBuffer();
    }

    @Test
    void aMessageOfTheLimitArrivesHoweverItIsCut() {
        for (int cut = 0; cut <= MESSAGE.length; cut++) {
            assembler.onMessage(part(0, cut), false);
            assembler.onMessage(part(cut, MESSAGE.length), true);
            assembler.onMessage(part(0, MESSAGE.length), true);
        }

        assertThat(session.tooBig).isZero();
        assertThat(session.binaries).hasSize(2 * (MESSAGE.length + 1)).containsOnly(ByteBuffer.wrap(MESSAGE));
    }

    @Test
    void aPartIsKeptThoughTheContainerUsesItsBufferAgain() {
        ByteBuffer buffer = ByteBuffer.allocate(2).put((byte) 1).put((byte) 2).flip();
        assembler.onMessage(buffer, false);
        buffer.clear().put((byte) 3).put((byte) 4).flip();
        assembler.onMessage(buffer, true);

        assertThat(session.binaries).containsExactly(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    }

    @Test
    void oneByteMoreIsTooBigOnceAndTheRestIsForgotten() {
        assembler.onMessage(part(0, 12), false);
        assembler.onMessage(part(0, 1), false);
        assembler.onMessage(part(0, 12), false);
        assembler.onMessage(part(0, 1), true);
        assembler.onMessage(part(0, 1), true);

        assertThat(session.tooBig).isEqualTo(1);
        assertThat(session.binaries).isEmpty();
    }
}
