package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.cluster.Senders.Note;
import dev.rooms.cluster.Senders.Place;
import org.junit.jupiter.api.Test;

class SendersTest {
    private static final Note NEXT = new Note(Place.NEXT, 0);
    private static final Note PASSED = new Note(Place.PASSED, 0);

    private final Senders senders = new Senders();

    private Note note(String channel, long sequence) {
        return senders.note(Letters.ONE, channel, sequence);
    }

    @Test
    void theFirstMissesNothingAndAGapIsCounted() {
        assertThat(note("all", 7)).as("what came before it was never heard for").isEqualTo(NEXT);
        assertThat(note("all", 8)).isEqualTo(NEXT);
        assertThat(note("all", 12)).isEqualTo(new Note(Place.NEXT, 3));
        assertThat(note("all", 13)).isEqualTo(NEXT);
    }

    @Test
    void aDoubleAndWhatComesTooLateHavePassed() {
        note("all", 1);
        note("all", 3);
        assertThat(note("all", 3)).isEqualTo(PASSED);
        assertThat(note("all", 2)).isEqualTo(PASSED);
        assertThat(note("all", 4)).isEqualTo(NEXT);
    }

    @Test
    void channelsAndSendersAreCountedApart() {
        note("p:1", 9);
        assertThat(note("p:2", 1)).isEqualTo(NEXT);
        assertThat(senders.note(Letters.TWO, "p:1", 1)).isEqualTo(NEXT);
        assertThat(note("p:1", 10)).isEqualTo(NEXT);
    }

    @Test
    void whatComesOnSeveralChannelsIsFirstOnce() {
        assertThat(senders.isFirst(Letters.ONE, 1)).isTrue();
        assertThat(senders.isFirst(Letters.ONE, 1)).isFalse();
        assertThat(senders.isFirst(Letters.ONE, 2)).isTrue();
        assertThat(senders.isFirst(Letters.TWO, 1)).isTrue();
        assertThat(senders.isFirst(Letters.ONE, 1)).isFalse();
    }

    @Test
    void aChannelThatIsLeftAndWantedAgainMissesNothingMeanwhile() {
        note("p:1", 1);
        note("p:2", 1);
        senders.forget("p:1");
        assertThat(note("p:1", 100)).isEqualTo(NEXT);
        assertThat(note("p:2", 3)).isEqualTo(new Note(Place.NEXT, 1));
    }
}
