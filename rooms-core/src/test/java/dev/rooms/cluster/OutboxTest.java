package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int MAX_BYTES = 1024;

    private final RecordingBackplane backplane = new RecordingBackplane();
    private final Measurements measurements = new Measurements();
    private final Envelope envelope = new Envelope(Optional.of("a secret of the test"));
    private final Outbox outbox = new Outbox(Letters.ONE, backplane, envelope, MAX_BYTES, new Tally(measurements));

    private List<Long> sequences(String channel) {
        return backplane.published().stream()
                .map(message -> envelope.open(channel, message).sequence())
                .toList();
    }

    @Test
    void eachChannelIsCountedByItself() {
        outbox.send("all", new Letter.RosterWanted());
        outbox.send("all", new Letter.RosterWanted());
        assertThat(sequences("all")).containsExactly(1L, 2L);
        outbox.send(List.of("p:1", "p:2"), new Letter.RosterWanted());
        assertThat(envelope.open("p:1", backplane.published().get(2)).sequence())
                .isOne();
        assertThat(envelope.open("p:2", backplane.published().get(3)).sequence())
                .isOne();
        assertThat(measurements.get(Counter.BACKPLANE_OUT)).isEqualTo(4);
    }

    @Test
    void whatIsNotTakenHasItsNumberAndIsCounted() {
        outbox.send("all", new Letter.RosterWanted());
        backplane.setTaking(false);
        assertThat(outbox.send("all", new Letter.RosterWanted())).isFalse();
        backplane.setTaking(true);
        outbox.send("all", new Letter.RosterWanted());
        assertThat(sequences("all")).containsExactly(1L, 3L);
        assertThat(measurements.get(Counter.BACKPLANE_UNSENT)).isOne();
    }

    @Test
    void whatOthersWouldRefuseAsTooLargeIsNotSentAndMissedByThem() {
        Mail mail = new Mail(Letters.TWO, envelope, new Senders(), new Tally(measurements));
        outbox.send("all", new Letter.RosterWanted());
        mail.open("all", backplane.published().get(0), MAX_BYTES);
        for (int length = MAX_BYTES - 200; length < MAX_BYTES + 10; length++) {
            int before = backplane.published().size();
            Letter letter = Letters.emit(Letters.everyone("/"), "1".repeat(length));
            boolean sent = outbox.send("all", letter);
            assertThat(backplane.published()).hasSize(before + (sent ? 1 : 0));
            if (sent) {
                assertThat(mail.open("all", backplane.published().get(before), MAX_BYTES))
                        .as("a value of %s characters", length)
                        .isPresent();
            }
        }
        long unsent = measurements.get(Counter.BACKPLANE_UNSENT);
        assertThat(unsent).isBetween(10L, 200L);
        outbox.send("all", new Letter.RosterWanted());
        mail.open("all", backplane.published().get(backplane.published().size() - 1), MAX_BYTES);
        assertThat(measurements.get(Counter.BACKPLANE_LOST)).isEqualTo(unsent);
        assertThat(measurements.get(Counter.BACKPLANE_REFUSED)).isZero();
    }

    @Test
    void afterItsLastLetterNothingIsSent() {
        outbox.send("all", new Letter.Beat(1, false, 0));
        outbox.sendLast("all", new Letter.Goodbye());
        assertThat(outbox.send("all", new Letter.Beat(2, false, 0)))
                .as("it would bring the server back for those who hear it")
                .isFalse();
        assertThat(backplane.published()).hasSize(2);
    }
}
