package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that doesn't read holds a bounded number of bytes, and nobody else up. */
class SlowClientTest {
    private static final String TEXT = "x".repeat(50_000);
    private static final String SHORT = "x".repeat(200);

    @Test
    @DisplayName("HOSTILE 1: a client stops reading while its room gets many messages")
    void aClientThatStopsReadingIsClosedAndTheOthersGetEverythingInOrder() throws IOException {
        try (RunningServer running = RunningServer.start(rooms -> rooms.announcements(Announcements.OFF)
                        .limits(RunningServer.LIMITS
                                .withMaxWaitingBytes(500_000)
                                .withCloseTimeout(Duration.ofMillis(200))));
                RawClient slow = RawClient.open(running.server()).join("r");
                RawClient quick = RawClient.open(running.server()).join("r")) {
            slow.receiveText("\"ack\"");
            quick.receiveText("\"ack\"");

            int sent = 0;
            while (running.rooms().measurements().get(Counter.SLOW_CLIENTS_DROPPED) == 0) {
                running.rooms().to("r").emit("n", sent + " " + TEXT);
                assertThat(quick.receive(RawClient.TEXT).text())
                        .startsWith("{\"event\":\"n\",\"data\":\"" + sent + " x");
                sent++;
            }

            // The kernel's buffers take some megabytes before anything waits here.
            assertThat(sent).isGreaterThan(10);
            assertThat(running.rooms().registry().memberCount("r")).isEqualTo(1);
            await().until(() -> running.rooms().clientCount() == 1);
            assertThat(slow.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HOSTILE 17: half-open TCP")
    void aClientThatStopsReadingAndLeavesWithoutACloseFrameIsGoneAtOnce() throws IOException {
        try (RunningServer running = RunningServer.start(
                        rooms -> rooms.limits(RunningServer.LIMITS.withMaxWaitingBytes(100_000_000)));
                RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            for (int i = 0; i < 400; i++) {
                running.rooms().to("r").emit("n", TEXT);
            }
            client.shutdownOutput();
            await().until(() -> running.rooms().clientCount() == 0);
        }
    }

    @Test
    @DisplayName("HOSTILE 2: a client reads one byte now and then of many small messages")
    void aClientThatSipsIsEndedByTheLimitOnOneSendsTime() throws Exception {
        try (Siege siege = Siege.begin(limits -> limits.withMaxWaitingBytes(1L << 30)
                        .withSendTimeout(Duration.ofMillis(500))
                        .withCloseTimeout(Duration.ofMillis(200)));
                Wire sipper = Siege.joined(Wire.openSlow(siege.port()), "r")) {
            List<CloseReason> reasons = new CopyOnWriteArrayList<>();
            siege.rooms().onDisconnect((client, reason) -> reasons.add(reason));
            // More than the kernel's buffers take.
            for (int i = 0; i < 60_000; i++) {
                siege.rooms().to("r").emit("n", SHORT);
            }

            await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                assertThat(sipper.readByte()).isNotNegative();
                assertThat(reasons).containsExactly(CloseReason.TOO_SLOW);
            });

            assertThat(siege.counted(Counter.SLOW_CLIENTS_DROPPED)).isOne();
            siege.assertUnharmed();
        }
    }
}
