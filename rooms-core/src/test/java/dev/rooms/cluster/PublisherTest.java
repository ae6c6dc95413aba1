package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.metrics.Measurements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Publication NEWS = ((Letter.Published) Letters.emit(Letters.room("a"), "1")).publication();

    private final RecordingBackplane backplane = new RecordingBackplane();
    private final Envelope envelope = new Envelope(Optional.empty());
    private final Publisher publisher =
            new Publisher(new Outbox(Letters.ONE, backplane, envelope, 1 << 20, new Tally(new Measurements())));

    private List<Long> numbers() {
        return backplane.published().stream()
                .map(message -> ((Letter.Published)
                                LetterCodec.read(envelope.open("any", message).letter()))
                        .number())
                .toList();
    }

    @Test
    void whatIsQueuedIsSentBeforeWhatComesAfterIt() {
        assertThat(publisher.queue(NEWS)).isOne();
        assertThat(backplane.published()).isEmpty();
        assertThat(publisher.publish(NEWS)).isTrue();
        assertThat(numbers()).containsExactly(1L, 2L);
        publisher.flush();
        assertThat(numbers()).hasSize(2);
        assertThat(publisher.last()).isEqualTo(2);
    }

    @Test
    void whoeverPublishesIsToldWhetherItWasTaken() {
        backplane.setTaking(false);
        assertThat(publisher.publish(NEWS)).isFalse();
    }

    @Test
    void numbersLeaveInTheirOrderHoweverManyPublishAtATime() throws Exception {
        int each = 2_000;
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                done.add(pool.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        publisher.queue(NEWS);
                        publisher.flush();
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 4L * each).boxed().toList());
    }
}
