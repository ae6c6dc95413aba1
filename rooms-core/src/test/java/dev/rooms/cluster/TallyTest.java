package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Measurements measurements = new Measurements();
    private final Tally tally = new Tally(measurements);

    @Test
    void whatDoesNotComeThroughIsCountedEachTimeAndLoggedOnceUntilTheBackplaneIsReachedAgain() {
        try (LogOf log = new LogOf(Tally.class)) {
            for (int i = 0; i < 1_000; i++) {
                tally.lost(2);
                tally.unsent(1);
                tally.refused("p:1", "it isn't ours");
            }

            assertThat(measurements.get(Counter.BACKPLANE_LOST)).isEqualTo(2_000);
            assertThat(measurements.get(Counter.BACKPLANE_UNSENT)).isEqualTo(1_000);
            assertThat(measurements.get(Counter.BACKPLANE_REFUSED)).isEqualTo(1_000);
            assertThat(log.warnings())
                    .containsExactlyInAnyOrder(
                            "Messages of other servers were lost on the backplane; the metric for BACKPLANE_LOST tells"
                                    + " how many",
                            "Messages to other servers were lost, as the backplane doesn't take them; the metric for"
                                    + " BACKPLANE_UNSENT tells how many",
                            "A message on the backplane's channel p:1 was dropped: it isn't ours");

            tally.tellAgain();
            tally.unsent(1);

            assertThat(log.warnings()).hasSize(4);
        }
    }
}
