package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HOSTILE 2, 17: whoever keeps the server waiting is closed at the deadline of what he keeps it waiting for. */
class DeadlinesTest {
    private Optional<Rooms> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(Rooms::close);
    }

    private Rooms rooms(UnaryOperator<Limits> limits) {
        Rooms rooms = Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(limits.apply(Limits.DEFAULTS.withDrainTimeout(Duration.ofSeconds(3))))
                .build();
        opened = Optional.of(rooms);
        return rooms;
    }

    private static long pings(TestClient client) {
        return client.channel().frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.PING)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"40, 120", "120, 40", "50, 50"})
    @DisplayName("CONTRACT §5: heartbeat interval and timeout, whichever is longer")
    void whoAnswersNoPingIsClosedAndWhoAnswersStays(int intervalMillis, int timeoutMillis) {
        Rooms rooms = rooms(limits -> limits.withHeartbeatInterval(Duration.ofMillis(intervalMillis))
                .withHeartbeatTimeout(Duration.ofMillis(timeoutMillis)));
        TestClient alive = TestClient.connect(rooms, "alive");
        alive.channel().whenSent(frame -> {
            if (frame.kind() == Frame.Kind.PING) {
                alive.session().pong();
            }
        });
        long began = System.nanoTime();
        TestClient mute = TestClient.connect(rooms, "mute");

        await().until(() -> mute.channel().closeReason().isPresent());
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofMillis(intervalMillis + timeoutMillis));
        assertThat(mute.channel().closeReason()).contains(CloseReason.NO_HEARTBEAT);
        assertThat(pings(mute)).isPositive();
        assertThat(rooms.measurements().get(Counter.HEARTBEATS_MISSED)).isOne();

        long pings = pings(alive);
        await().until(() -> pings(alive) >= pings + 5);
        assertThat(alive.channel().closeReason()).isEmpty();
        assertThat(rooms.clientCount()).isOne();
    }

    @Test
    void whateverAClientSendsShowsThatItIsThere() {
        Rooms rooms = rooms(limits ->
                limits.withHeartbeatInterval(Duration.ofMillis(20)).withHeartbeatTimeout(Duration.ofMillis(60)));
        TestClient talker = TestClient.connect(rooms, "talker");
        talker.channel().whenSent(frame -> {
            if (frame.kind() == Frame.Kind.PING) {
                talker.session().text("not even an envelope");
            }
        });
        await().until(() -> pings(talker) > 8);
        assertThat(talker.channel().closeReason()).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 2: a limit on the time of one send ends it, with 1013")
    void aSendThatTakesTooLongIsClosedWith1013() {
        Rooms rooms = rooms(limits -> limits.withSendTimeout(Duration.ofMillis(100)));
        TestClient slow = TestClient.connect(rooms, "slow");
        TestClient busy = TestClient.connect(rooms, "busy");
        busy.channel().setBacklog(new Backlog(1_000_000, Duration.ofMillis(99).toNanos()));
        slow.channel().setBacklog(new Backlog(1, Duration.ofMillis(101).toNanos()));

        await().until(() -> slow.channel().closeReason().isPresent());
        assertThat(slow.channel().closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(rooms.measurements().get(Counter.SLOW_CLIENTS_DROPPED)).isOne();
        assertThat(busy.channel().closeReason()).as("much waits, but it moves").isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 17: a close that nobody answers ends in a cut")
    void aCloseThatNobodyAnswersEndsInACut() {
        Rooms rooms = rooms(limits -> limits.withCloseTimeout(Duration.ofMillis(300)));
        RecordingChannel channel = new RecordingChannel();
        TestClient deaf = TestClient.connect(rooms, "deaf", channel);
        channel.whenEnded(reason -> {});
        TestClient polite = TestClient.connect(rooms, "polite");

        TestClient.of(rooms, "deaf").disconnect();
        TestClient.of(rooms, "polite").disconnect();

        assertThat(channel.isCut()).isFalse();
        await().until(channel::isCut);
        assertThat(polite.channel().isCut()).isFalse();
        assertThat(deaf.channel().closeReason()).contains(CloseReason.NORMAL);
        long began = System.nanoTime();
        rooms.drain();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("a connection that was cut isn't waited for")
                .isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void noPingIsSentToAClientThatHasGone() {
        Rooms rooms = rooms(limits -> limits.withHeartbeatInterval(Duration.ofMillis(20)));
        TestClient gone = TestClient.connect(rooms, "gone");
        TestClient.of(rooms, "gone").disconnect();
        TestClient alive = TestClient.connect(rooms, "alive");
        await().until(() -> pings(alive) >= 3);
        assertThat(pings(gone)).isZero();
    }
}
