package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortableTest {
    private static Object copy(Object value) {
        WireWriter wire = new WireWriter();
        Portable.write(wire, value);
        byte[] bytes = wire.toBytes();
        return Portable.read(new WireReader(bytes, 0, bytes.length));
    }

    @Test
    void aValueComesAsItWasTypeAndAll() {
        for (Object value : List.of(
                "h\u00e9",
                "",
                true,
                false,
                1,
                Integer.MIN_VALUE,
                1L,
                Long.MAX_VALUE,
                -0.0,
                Double.NaN,
                List.of(1, 1L, List.of()),
                Map.of("a", 1, "b", Map.of("c", List.of("d"))))) {
            assertThat(Portable.is(value)).isTrue();
            assertThat(copy(value)).isEqualTo(value).hasSameHashCodeAs(value);
        }
        assertThat(copy(1)).isInstanceOf(Integer.class);
        assertThat(copy(1L)).isInstanceOf(Long.class);
    }

    @Test
    void whatIsOfNoOtherServersUseIsTold() {
        List<Object> withNull = new ArrayList<>();
        withNull.add(null);
        for (Object value :
                List.of(Instant.EPOCH, 1.5f, new Object(), List.of(new byte[1]), Map.of(1, "a"), withNull)) {
            assertThat(Portable.is(value)).as("%s", value).isFalse();
        }
        assertThat(Portable.is(null)).isFalse();
    }

    @Test
    void whatIsTooDeepIsNeitherSentNorRead() {
        Object deep = "bottom";
        WireWriter wire = new WireWriter();
        for (int i = 0; i < 100_000; i++) {
            wire.octet(7).number(1);
            deep = i < 1_000 ? List.of(deep) : deep;
        }
        assertThat(Portable.is(deep)).isFalse();
        byte[] bytes = wire.toBytes();
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Portable.read(new WireReader(bytes, 0, bytes.length)))
                .withMessageContaining("deep");
    }

    @Test
    void anIntegerThatIsNoneAndAnUnknownKindAreRefused() {
        byte[] large = new WireWriter().octet(4).bits(1L << 40).toBytes();
        byte[] unknown = new WireWriter().octet(99).toBytes();
        for (byte[] bytes : List.of(large, unknown)) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> Portable.read(new WireReader(bytes, 0, bytes.length)));
        }
    }
}
