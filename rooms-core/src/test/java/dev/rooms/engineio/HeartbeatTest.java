package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration LONG = Duration.ofHours(1);

    private EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private void heartbeat(Duration interval, Duration timeout) {
        stage = new EngineStage(builder -> builder.pingInterval(interval).pingTimeout(timeout));
    }

    @Test
    void aClientThatPollsIsPingedOneIntervalAfterEachPong() {
        heartbeat(Duration.ofMillis(40), LONG);
        String sid = stage.open();
        for (int i = 0; i < 3; i++) {
            long before = System.nanoTime();
            Request get = stage.get(sid);
            assertThat(get.answer()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(get.result()).isEqualTo("200 2");
            if (i > 0) {
                assertThat(System.nanoTime() - before)
                        .isGreaterThan(Duration.ofMillis(20).toNanos());
            }
            assertThat(stage.post(sid, "3").result()).isEqualTo("200 ok");
        }
        assertThat(stage.ear().heard()).isEmpty();
    }

    @Test
    void aClientOverWebSocketIsPingedOneIntervalAfterEachPong() {
        heartbeat(Duration.ofMillis(20), LONG);
        Wire wire = stage.connect();
        for (int i = 0; i < 3; i++) {
            wire.channel().clear();
            await().until(() -> wire.channel().texts().equals(List.of("2")));
            wire.session().text("3");
        }
    }

    @Test
    void aPingWithoutAnswerIsNotRepeated() {
        heartbeat(Duration.ofMillis(1), LONG);
        Wire wire = stage.connect();
        await().until(() -> wire.channel().texts().size() == 2);
        Wire other = stage.connect();
        await().until(() -> other.channel().texts().size() == 2);
        assertThat(wire.channel().texts()).hasSize(2);
    }

    @Test
    void aClientThatPollsAndDoesNotAnswerIsClosedAtTheDeadline() {
        heartbeat(Duration.ofMillis(30), Duration.ofMillis(20));
        long before = System.nanoTime();
        String sid = stage.open();
        Request ping = stage.get(sid);
        assertThat(ping.answer()).succeedsWithin(Duration.ofSeconds(20));
        await().until(() -> !stage.ear().ends().isEmpty());
        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NO_HEARTBEAT);
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
    }

    @Test
    void aGetThatWaitsAtTheDeadlineIsToldTheClose() {
        heartbeat(Duration.ofMillis(1), Duration.ofMillis(100));
        String sid = stage.open();
        Request ping = stage.get(sid);
        assertThat(ping.answer()).succeedsWithin(Duration.ofSeconds(20));
        Request get = stage.get(sid);
        assertThat(get.answer()).succeedsWithin(Duration.ofSeconds(20));
        // On a machine that stood still between the two the second came too late.
        assertThat(get.result()).isIn("200 1", "400 " + EngineStage.UNKNOWN_SID);
        await().until(() -> !stage.ear().ends().isEmpty());
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NO_HEARTBEAT);
    }

    @Test
    void aWebSocketThatDoesNotAnswerIsClosed() {
        heartbeat(Duration.ofMillis(10), Duration.ofMillis(10));
        Wire wire = stage.connect();
        await().until(() -> wire.channel().closeReason().isPresent());
        assertThat(wire.channel().closeReason()).contains(CloseReason.NO_HEARTBEAT);
        await().until(() -> stage.ear().ends().equals(List.of(CloseReason.NO_HEARTBEAT)));
    }

    private static ScheduledExecutorService standingStillUntil(CountDownLatch over) {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        timers.execute(() -> {
            try {
                assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        return timers;
    }

    @Test
    void aRequestAtTheDeadlineFindsTheSessionClosedHoweverLateTheTimerIs() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScheduledExecutorService timers = standingStillUntil(over);
        try {
            stage = new EngineStage(builder ->
                    builder.timers(timers).pingInterval(Duration.ofMillis(30)).pingTimeout(Duration.ofMillis(20)));
            String sid = stage.open();
            String other = stage.open();
            long opened = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - opened >= Duration.ofMillis(50).toNanos());
            assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
            assertThat(stage.post(other, "3").result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
            assertThat(stage.ears())
                    .allSatisfy(ear -> assertThat(ear.ends()).containsExactly(CloseReason.NO_HEARTBEAT));
        } finally {
            over.countDown();
            timers.shutdown();
        }
    }

    @Test
    void whoHasNotBeenPingedSinceTheTimerStoodStillGetsItsTimeFromThePing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScheduledExecutorService timers = standingStillUntil(over);
        try {
            stage = new EngineStage(builder ->
                    builder.timers(timers).pingInterval(Duration.ofMillis(1)).pingTimeout(Duration.ofMillis(500)));
            Wire wire = stage.connect();
            long opened = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - opened >= Duration.ofMillis(502).toNanos());
            over.countDown();
            await().until(() -> wire.channel().texts().contains("2"));
            long pinged = System.nanoTime();
            await().until(() -> !stage.ear().ends().isEmpty());
            assertThat(System.nanoTime() - pinged)
                    .isGreaterThan(Duration.ofMillis(300).toNanos());
        } finally {
            over.countDown();
            timers.shutdownNow();
        }
    }

    @Test
    void anotherPacketGivesThePongMoreTimeOnce() {
        heartbeat(Duration.ofMillis(1), Duration.ofMillis(400));
        Wire wire = stage.connect();
        await().until(() -> wire.channel().texts().contains("2"));
        long pinged = System.nanoTime();
        await().until(() -> System.nanoTime() - pinged >= Duration.ofMillis(200).toNanos());
        long sent = System.nanoTime();
        wire.session().text("4a");
        await().until(() -> {
            wire.session().text("6");
            return !stage.ear().ends().isEmpty();
        });
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NO_HEARTBEAT);
        // A machine that stood still before the message has closed it by then.
        if (!stage.ear().heard().isEmpty()) {
            assertThat(System.nanoTime() - sent)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(399).toNanos());
        }
    }

    @Test
    void aPongThatWasNotAskedForPutsTheNextPingOff() {
        stage = new EngineStage(builder ->
                builder.pingInterval(Duration.ofMillis(100)).pingTimeout(LONG).controlRate(0, 1));
        Wire wire = stage.connect();
        long opened = System.nanoTime();
        while (System.nanoTime() - opened < Duration.ofMillis(250).toNanos()) {
            wire.session().text("3");
            Thread.onSpinWait();
        }
        long last = System.nanoTime();
        int pings = wire.channel().texts().size() - 1;
        await().until(() -> wire.channel().texts().size() - 1 > pings);
        assertThat(System.nanoTime() - last).isGreaterThan(Duration.ofMillis(50).toNanos());
    }

    @Test
    void aSendThatTakesTooLongClosesTheSocket() {
        stage = new EngineStage(builder -> builder.sendTimeout(Duration.ofMillis(30)));
        Wire wire = stage.connect();
        wire.channel().setBacklog(new Backlog(10, Duration.ofMillis(29).toNanos()));
        Wire fast = stage.connect();
        wire.channel().setBacklog(new Backlog(10, Duration.ofMillis(31).toNanos()));
        await().until(() -> wire.channel().closeReason().isPresent());
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(fast.channel().closeReason()).isEmpty();
        assertThat(stage.ears().get(0).ends()).containsExactly(CloseReason.TOO_SLOW);
    }

    @Test
    void sendsAreWatchedAfterAnUpgradeToo() {
        stage = new EngineStage(builder -> builder.sendTimeout(Duration.ofMillis(30)));
        Wire wire = stage.upgraded(stage.open());
        wire.channel().setBacklog(new Backlog(10, Duration.ofMillis(31).toNanos()));
        await().until(() -> wire.channel().closeReason().isPresent());
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_SLOW);
    }

    @Test
    void aPingThatDoesNotFitIsTheEndOfASlowClient() {
        heartbeat(Duration.ofMillis(10), LONG);
        Wire wire = stage.connect();
        wire.channel().setFull(true);
        await().until(() -> wire.channel().closeReason().isPresent());
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_SLOW);
    }

    @Test
    void aPingFitsAlwaysIntoWhatWaitsForAClientThatPolls() {
        stage = new EngineStage(builder ->
                builder.pingInterval(Duration.ofMillis(50)).pingTimeout(LONG).maxWaitingBytes(2));
        String sid = stage.open();
        EngineSocket socket = stage.ear().socket();
        // The first ping may have come before it.
        assumeThat(socket.sendText("a")).isTrue();
        await().until(() -> socket.backlog().bytes() >= 3);
        assertThat(stage.get(sid).body()).contains("4a", "2");
        assertThat(stage.ear().ends()).isEmpty();
    }

    @Test
    void aChannelThatFailsToTakeThePingEndsItsSession() {
        stage = new EngineStage(builder -> builder.pingInterval(Duration.ofMillis(1)));
        Wire wire = stage.connect();
        wire.channel().failWith(new IllegalStateException("for the test"));
        // The first ping may have come before that; the answer to it calls for the next.
        wire.session().text("3");
        await().until(() -> !stage.ear().ends().isEmpty());
        assertThat(stage.ear().ends()).containsExactly(CloseReason.INTERNAL_ERROR);
    }

    @Test
    void aHundredThousandSessionsThatNeverComeBackExpire() {
        heartbeat(Duration.ofMillis(50), Duration.ofMillis(50));
        for (int i = 0; i < 100_000; i++) {
            stage.server()
                    .polling(Lane.inPlace())
                    .admit(EngineStage.head("GET", "EIO=4&transport=polling", Map.of()))
                    .thenAccept(admission -> Request.of(admission, new byte[0]));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> stage.server().socketCount() == 0
                        && stage.ears().stream().allMatch(ear -> ear.ends().size() == 1));
        assertThat(stage.ears()).hasSize(100_000);
    }
}
