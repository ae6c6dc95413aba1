package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterCodecTest {
    /** What reading one of these letters, of some hundred bytes, may take, however it was changed. */
    private static final long ENOUGH_BYTES = 1 << 20;

    static final List<Letter> LETTERS = Letters.ALL;

    private static WireReader reader(byte[] bytes) {
        return new WireReader(bytes, 0, bytes.length);
    }

    private static Letter read(byte[] bytes) {
        return LetterCodec.read(reader(bytes));
    }

    @ParameterizedTest
    @FieldSource("LETTERS")
    void everyLetterIsReadAsItWasWritten(Letter letter) {
        byte[] bytes = LetterCodec.write(letter);
        assertThat(read(bytes)).isEqualTo(letter);
        assertThat(LetterCodec.isBeat(reader(bytes))).isEqualTo(letter instanceof Letter.Beat);
    }

    @ParameterizedTest
    @FieldSource("LETTERS")
    void aLetterThatIsCutOffOrGoesOnIsRefused(Letter letter) {
        byte[] bytes = LetterCodec.write(letter);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedMessage.class)
                    .as("the first %s octets", length)
                    .isThrownBy(() -> read(cut));
        }
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessageContaining("more than there should be");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsChangedInALetterItIsReadOrRefusedAndTakesLittleMemory(long seed) {
        Random random = new Random(seed);
        List<UnaryOperator<byte[]>> changes = List.of(
                bytes -> {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    return bytes;
                },
                bytes -> {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    return bytes;
                },
                bytes -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)),
                bytes -> Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length),
                bytes -> {
                    Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) -1);
                    return bytes;
                });
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = LetterCodec.write(LETTERS.get(random.nextInt(LETTERS.size())));
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes = changes.get(random.nextInt(changes.size())).apply(bytes);
            }
            long before = allocatedBytes();
            try {
                read(bytes);
            } catch (MalformedMessage expected) {
                refused++;
            }
            assertThat(allocatedBytes() - before)
                    .as("seed %s, step %s", seed, i)
                    .isLessThan(ENOUGH_BYTES);
        }
        assertThat(refused).as("seed %s", seed).isBetween(1_000, 9_999);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aLengthThatLiesIsRefusedBeforeMemoryIsTakenForIt() {
        byte[] text = new WireWriter().number(Integer.MAX_VALUE).octet('a').toBytes();
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader(text).text());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader(text).block());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader(text).texts());
        byte[] tooLarge = new WireWriter().number(1L << 31).toBytes();
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader(tooLarge).text())
                .withMessageContaining("too large");
        byte[] endless = new byte[64];
        Arrays.fill(endless, (byte) -1);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader(endless).number())
                .withMessageContaining("too long");
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(new byte[] {99}))
                .withMessageContaining("kind 99");
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(new byte[] {8, 1, 99}))
                .withMessageContaining("question 99");
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(new byte[] {9, 1, 0, 1, 99}))
                .withMessageContaining("reply 99");
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(new byte[] {1, 0, 0, 0, 0, 0, 99}))
                .withMessageContaining("action 99");
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(new byte[] {2, 1, 2, 0}))
                .withMessageContaining("flag");
    }

    @Test
    void aPartOfARosterThatCannotBeOneIsRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .as("the sixth of none would make an empty roster whole")
                .isThrownBy(() -> read(LetterCodec.write(new Letter.RosterPart(1, 5, 0, List.of()))));
    }
}
