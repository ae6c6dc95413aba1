package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Node ASKED = new Node("asked.example", 7000);

    private static List<?> range(long first, long last, @Nullable String host, long port) {
        byte @Nullable [] name = host == null ? null : host.getBytes(StandardCharsets.UTF_8);
        List<?> master = Arrays.asList(name, port, "id".getBytes(StandardCharsets.UTF_8));
        List<?> replica = Arrays.asList("replica.example".getBytes(StandardCharsets.UTF_8), 7009L);
        return List.of(first, last, master, replica);
    }

    @Test
    void eachSlotIsWithTheMasterOfItsRange() {
        Slots slots =
                Slots.read(List.of(range(0, 99, "one.example", 7001), range(100, 16383, "two.example", 7002)), ASKED);
        assertThat(slots.owner(0)).isEqualTo(new Node("one.example", 7001));
        assertThat(slots.owner(99)).isEqualTo(new Node("one.example", 7001));
        assertThat(slots.owner(100)).isEqualTo(new Node("two.example", 7002));
        assertThat(slots.owner(16383)).isEqualTo(new Node("two.example", 7002));
    }

    @Test
    void aNodeThatDoesNotKnowItsAddressIsTheOneThatWasAsked() {
        Slots slots = Slots.read(List.of(range(0, 0, null, 7001), range(1, 1, "", 7002)), ASKED);
        assertThat(slots.owner(0)).isEqualTo(new Node("asked.example", 7001));
        assertThat(slots.owner(1)).isEqualTo(new Node("asked.example", 7002));
    }

    @Test
    void whatNobodyServesHasNoOwner() {
        Slots slots = Slots.read(List.of(range(5, 6, "one.example", 7001), range(7, 8, "?", 7002)), ASKED);
        assertThat(slots.owner(4)).isNull();
        assertThat(slots.owner(7)).isNull();
        assertThat(slots.owner(5)).isEqualTo(new Node("one.example", 7001));
    }

    @Test
    void anAnswerOfAnotherShapeIsRefused() {
        for (Object wrong : List.of(
                "text",
                List.of(),
                List.of(1L, 2L),
                List.of("1", 2L, List.of("host", 1L)),
                List.of(-1L, 2L, List.of("host", 1L)),
                List.of(1L, 16384L, List.of("host", 1L)),
                List.of(1L, 2L, List.of("host")),
                List.of(1L, 2L, List.of("host", "port")))) {
            assertThatIllegalArgumentException()
                    .as("%s", wrong)
                    .isThrownBy(() -> Slots.read(List.of(wrong), ASKED))
                    .withMessage("asked.example:7000 answered CLUSTER SLOTS with something else");
        }
    }
}
