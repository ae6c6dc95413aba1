package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailTest {
    private static final Letter NEWS = Letters.emit(Letters.room("a"), "1");

    private final Envelope envelope = new Envelope(Optional.empty());
    private final Measurements measurements = new Measurements();
    private final Mail mail = new Mail(Letters.ONE, envelope, new Senders(), new Tally(measurements));

    private Optional<Letter> open(NodeId sender, String channel, long sequence, Letter letter) {
        byte[] message = envelope.seal(channel, sender, sequence, LetterCodec.write(letter));
        return mail.open(channel, message, 1024).map(Mail.Delivered::letter);
    }

    private long count(Counter counter) {
        return measurements.get(counter);
    }

    @Test
    void aDoubleIsDroppedAndAGapIsCounted() {
        assertThat(open(Letters.TWO, "p:1", 1, NEWS)).contains(NEWS);
        assertThat(open(Letters.TWO, "p:1", 1, NEWS)).isEmpty();
        assertThat(count(Counter.BACKPLANE_LOST)).isZero();
        assertThat(open(Letters.TWO, "p:1", 5, NEWS)).contains(NEWS);
        assertThat(count(Counter.BACKPLANE_LOST)).isEqualTo(3);
        assertThat(open(Letters.TWO, "p:1", 4, NEWS))
                .as("later than what was after it")
                .isEmpty();
        assertThat(count(Counter.BACKPLANE_LOST)).isEqualTo(3);
        assertThat(count(Counter.BACKPLANE_REFUSED)).isZero();
    }

    @Test
    void whatComesOnSeveralChannelsIsDeliveredOnce() {
        Whom several = new Whom("/", Set.of("a", "b"), Set.of(), Set.of());
        Letter both = Letters.emit(several, "1");
        assertThat(open(Letters.TWO, "p:1", 1, both)).isPresent();
        assertThat(open(Letters.TWO, "p:2", 1, both)).isEmpty();
        assertThat(open(Letters.TWO, "p:2", 2, NEWS)).isPresent();
        assertThat(count(Counter.BACKPLANE_LOST)).isZero();
    }

    @Test
    void ofItsOwnOnlyTheHeartbeatsOnTheChannelOfAllAreOfInterest() {
        Letter beat = new Letter.Beat(1, false, 0);
        assertThat(open(Letters.ONE, "all", 1, NEWS)).isEmpty();
        assertThat(open(Letters.ONE, "all", 2, beat)).contains(beat);
        assertThat(open(Letters.ONE, "p:1", 3, beat)).isEmpty();
        assertThat(count(Counter.BACKPLANE_IN)).isZero();
    }

    @Test
    void whatIsTooLargeOrMalformedIsRefusedAndCounted() {
        assertThat(mail.open("all", new byte[1025], 1024)).isEmpty();
        assertThat(mail.open("all", new byte[3], 1024)).isEmpty();
        byte[] cut = envelope.seal("all", Letters.TWO, 1, new byte[] {1});
        assertThat(mail.open("all", cut, 1024)).isEmpty();
        assertThat(count(Counter.BACKPLANE_REFUSED)).isEqualTo(3);
        assertThat(count(Counter.BACKPLANE_IN)).isZero();
    }
}
