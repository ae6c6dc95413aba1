package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a message may take in memory, whatever it says. */
class WireReaderTest {
    private static final int OCTETS = 8 << 20;
    private static final byte[] KIND_AND_NUMBERS_OF_A_REPLY = {9, 1, 0, 1};

    /** The beginnings of letters, up to the number of items of a list. */
    static final List<byte[]> LISTS = List.of(
            new byte[] {1, 0, 0}, // the rooms of a publication
            new byte[] {1, 0, 0, 0, 0, 0, 1, 0}, // its values
            new byte[] {1, 0, 0, 0, 0, 0, 1, 0, 0}, // its attachments
            new byte[] {7, 1, 0, 1}, // the clients of a roster
            reply(2, 0), // acknowledgements
            reply(3), // clients that were found
            reply(4, 0), // rooms
            reply(5, 0)); // members

    private static byte[] reply(int... more) {
        byte[] all = Arrays.copyOf(KIND_AND_NUMBERS_OF_A_REPLY, KIND_AND_NUMBERS_OF_A_REPLY.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[KIND_AND_NUMBERS_OF_A_REPLY.length + i] = (byte) more[i];
        }
        return all;
    }

    private static WireReader reader(byte[] bytes) {
        return new WireReader(bytes, 0, bytes.length);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @FieldSource("LISTS")
    void aListOfMillionsOfNothingIsRefusedBeforeItTakesMemory(byte[] beginning) {
        byte[] count = new WireWriter().number(OCTETS - 100).toBytes();
        byte[] bytes = Arrays.copyOf(beginning, OCTETS);
        System.arraycopy(count, 0, bytes, beginning.length, count.length);
        long before = allocatedBytes();

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> LetterCodec.read(reader(bytes)))
                .withMessageContaining("too many");

        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void manyShortListsCountTogether() {
        WireWriter wire =
                new WireWriter().octet(9).number(1).number(0).flag(true).octet(3);
        int clients = 200_000;
        wire.number(clients);
        for (int i = 0; i < clients; i++) {
            wire.text("").text("").texts(List.of("")).texts(List.of("", "", ""));
        }

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> LetterCodec.read(reader(wire.toBytes())))
                .withMessageContaining("too many");
    }

    @Test
    void asManyIdsAsAMessageHoldsAreNotTooMany() {
        Set<String> ids = IntStream.range(0, 500_000)
                .mapToObj(i -> "an-id-of-22-octets-%07d".formatted(i).substring(4))
                .collect(Collectors.toSet());
        Letter letter = Letters.emit(new Whom("/", Set.of("a"), Set.of(), ids), "1");
        byte[] bytes = LetterCodec.write(letter);
        WireReader reader = reader(bytes);

        assertThat(LetterCodec.read(reader)).isEqualTo(letter);
        assertThat(reader.memory()).isGreaterThan(bytes.length + 500_000L * 32);
    }
}
