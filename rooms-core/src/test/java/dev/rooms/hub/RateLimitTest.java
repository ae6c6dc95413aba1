package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.EventOption;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §5: messages a second from one client; HOSTILE 14: floods of pings and of unsolicited pongs. */
class RateLimitTest {
    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withMessagesPerSecond(1).withMessageBurst(20))
            .build();
    private final AtomicInteger handled = new AtomicInteger();
    private final TestClient ada = TestClient.connect(rooms, "ada");

    RateLimitTest() {
        rooms.on("count", Integer.class, (client, data) -> handled.incrementAndGet(), EventOption.NON_BLOCKING);
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void messagesOverTheRateAreDroppedAndTheClientIsToldOnceASecond() {
        for (int i = 0; i < 1_000; i++) {
            ada.send("count", "1");
        }
        // A second or so may pass meanwhile, on a busy machine.
        assertThat(handled.get()).isBetween(20, 30);
        assertThat(rooms.measurements().get(Counter.RATE_LIMITED)).isEqualTo(1_000 - handled.get());
        assertThat(rooms.measurements().get(Counter.MESSAGES_IN)).isEqualTo(1_000);
        assertThat(ada.received("error"))
                .hasSizeBetween(1, 10)
                .allMatch(error -> error.path("message").textValue().contains("1 messages a second"));
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void oneClientsFloodCostsNoOther() {
        for (int i = 0; i < 1_000; i++) {
            ada.send("count", "1");
        }
        int before = handled.get();
        TestClient bob = TestClient.connect(rooms, "bob");
        bob.send("count", "1");
        assertThat(handled).hasValue(before + 1);
        assertThat(bob.channel().frames()).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of pongs closes with 1008")
    void aFloodOfPongsIsClosedWith1008() {
        for (int i = 0; i < 100; i++) {
            ada.session().pong();
        }
        requireClosed();
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of pings closes with 1008, and isn't answered")
    void aFloodOfPingsIsClosedWith1008() {
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            answered += ada.session().ping() ? 1 : 0;
        }
        assertThat(answered).isBetween(20, 30);
        requireClosed();
    }

    private void requireClosed() {
        assertThat(ada.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        assertThat(rooms.clientCount()).isZero();
        ada.send("count", "1");
        assertThat(handled).hasValue(0);
    }

    @Test
    @DisplayName("0 is no limit")
    void withoutALimitNothingIsDropped() {
        try (Rooms unlimited = Rooms.builder()
                .limits(Limits.DEFAULTS.withMessagesPerSecond(0).withMessageBurst(1))
                .build()) {
            unlimited.on("count", Integer.class, (client, data) -> handled.incrementAndGet(), EventOption.NON_BLOCKING);
            TestClient bob = TestClient.connect(unlimited, "bob");
            for (int i = 0; i < 30_000; i++) {
                bob.send("count", "1");
                bob.session().pong();
            }
            assertThat(handled).hasValue(30_000);
        }
    }

    @Test
    @DisplayName("CONTRACT §3: a binary message is closed with 1003; one over the size limit with 1009")
    void binaryAndTooBigMessagesAreClosedWithTheirCodes() {
        ada.session().binary(ByteBuffer.allocate(3));
        assertThat(ada.channel().closeReason()).contains(CloseReason.UNSUPPORTED_DATA);
        TestClient bob = TestClient.connect(rooms, "bob");
        bob.session().tooBig();
        assertThat(bob.channel().closeReason()).contains(CloseReason.TOO_BIG);
        assertThat(CloseReason.UNSUPPORTED_DATA.code()).isEqualTo(1003);
        assertThat(CloseReason.TOO_BIG.code()).isEqualTo(1009);
        assertThat(rooms.clientCount()).isZero();
    }

    @Test
    void aBucketGivesItsBurstAtOnceAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(new Rate(10, 3), 0);
        assertThat(bucket.isFull(0)).isTrue();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.take(0)).isFalse();
        assertThat(bucket.isFull(0)).isFalse();
        assertThat(bucket.take(TimeUnit.MILLISECONDS.toNanos(99))).isFalse();
        assertThat(bucket.take(TimeUnit.MILLISECONDS.toNanos(101))).isTrue();
        assertThat(bucket.take(TimeUnit.MILLISECONDS.toNanos(102))).isFalse();
        long later = TimeUnit.HOURS.toNanos(1);
        assertThat(bucket.isFull(later)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(later)).isTrue();
        }
        assertThat(bucket.take(later)).as("the burst is all that is saved up").isFalse();
    }
}
