package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.cluster.Progress.Reached;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final int ALL = Channels.number(Channels.ALL);

    private static Place place(NodeId sender, long number, Integer... channels) {
        return new Place(sender, number, Set.of(channels), channels[0]);
    }

    private static Progress of(NodeId sender, long from, Map<Integer, Long> last) {
        return new Progress(Map.of(sender, new Reached(from, last)));
    }

    @Test
    void whatAChannelHasPassedIsPastAndWhatAnotherOneHasIsnt() {
        Progress progress = of(Letters.ONE, 1, Map.of(3, 10L, ALL, 5L));
        assertThat(progress.hasPassed(place(Letters.ONE, 10, 3))).isTrue();
        assertThat(progress.hasPassed(place(Letters.ONE, 11, 3))).isFalse();
        assertThat(progress.hasPassed(place(Letters.ONE, 6, ALL))).isFalse();
        assertThat(progress.hasPassed(place(Letters.ONE, 1, 4)))
                .as("nothing came there")
                .isFalse();
        assertThat(progress.hasPassed(place(Letters.TWO, 1, 3))).isFalse();
    }

    @Test
    void whatIsOnSeveralChannelsIsPastWhereAnyHasPassedIt() {
        Progress progress = of(Letters.ONE, 1, Map.of(3, 10L));
        assertThat(progress.hasPassed(place(Letters.ONE, 10, 4, 3))).isTrue();
        assertThat(progress.hasPassed(place(Letters.ONE, 11, 4, 3))).isFalse();
    }

    @Test
    void whatWasBeforeItsTimeIsPastOnEveryChannel() {
        Progress progress = of(Letters.ONE, 100, Map.of(3, 100L));
        assertThat(progress.hasPassed(place(Letters.ONE, 99, 7))).isTrue();
        assertThat(progress.hasPassed(place(Letters.ONE, 100, 7))).isFalse();
    }

    @Test
    void whatIsPastForEitherIsPastForBoth() {
        Progress one = new Progress(
                Map.of(Letters.ONE, new Reached(1, Map.of(1, 10L, 2, 3L)), Letters.TWO, new Reached(1, Map.of(1, 1L))));
        Progress other = of(Letters.ONE, 5, Map.of(2, 7L, 3, 9L));
        assertThat(one.with(other))
                .isEqualTo(other.with(one))
                .isEqualTo(new Progress(Map.of(
                        Letters.ONE,
                        new Reached(5, Map.of(1, 10L, 2, 7L, 3, 9L)),
                        Letters.TWO,
                        new Reached(1, Map.of(1, 1L)))));
    }

    @Test
    void aClientIsToldOfItsRoomsChannelsAlone() {
        int lobby = Channels.partition("/", "lobby");
        int other = (lobby + 1) % Channels.PARTITIONS;
        assertThat(of(Letters.ONE, 1, Map.of(lobby, 1L, other, 2L, ALL, 3L)).onlyFor("/", List.of("lobby")))
                .isEqualTo(of(Letters.ONE, 1, Map.of(lobby, 1L, ALL, 3L)));
    }

    @Test
    void channelsHaveNumbers() {
        assertThat(Channels.number("p:0")).isZero();
        assertThat(Channels.number("p:63")).isEqualTo(63);
        assertThat(ALL).isEqualTo(Channels.PARTITIONS);
        assertThat(List.of("p:64", "p:", "n:x", "")).allMatch(name -> Channels.number(name) < 0);
    }
}
