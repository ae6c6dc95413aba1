package dev.rooms.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMedianIsTheMiddleRound() {
        assertThat(series(9, 1, 2).median()).isEqualTo(2);
    }

    @Test
    void theMedianOfTwoMiddleRoundsIsBetweenThem() {
        assertThat(series(1, 2, 4, 9).median()).isEqualTo(3);
    }

    @Test
    void aRatioIsTakenRoundByRound() {
        // Both were ten times slower in the second round, so the first is twice the second all along.
        assertThat(series(2, 20, 2).by(series(1, 10, 1))).isEqualTo(series(2, 2, 2));
    }

    @Test
    void thereIsNoRatioToWhatLacksARound() {
        assertThat(series(1, 2).by(series(1)).isEmpty()).isTrue();
    }

    @Test
    void aDifferenceIsTakenRoundByRound() {
        assertThat(series(5, 50).minus(series(3, 30))).isEqualTo(series(2, 20));
    }

    private static Series series(double... rounds) {
        return new Series(Arrays.stream(rounds).boxed().toList());
    }
}
