package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Limits;
import dev.rooms.kit.RawClient.RawFrame;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import java.net.SocketException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §5: a slow client is closed with 1013, holds a bounded number of bytes, and nobody waits for it. */
abstract class SlowClientContract extends TransportCases {
    private static final int WAITING_BYTES = 64 * 1024;
    private static final String TEXT = "x".repeat(20_000);

    SlowClientContract(TransportContract transport) {
        super(transport);
    }

    private static Limits limits() {
        return Limits.DEFAULTS.withMaxWaitingBytes(WAITING_BYTES).withCloseTimeout(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("HOSTILE 1: a client that stops reading is closed with 1013 while the others get all")
    void aClientThatStopsReadingIsClosedWhileTheOthersGetAll() throws Exception {
        Stage stage = serve(limits());
        Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
        stage.rooms().onDisconnect((client, reason) -> reasons.add(reason));
        KitClient sender = stage.connect();
        KitClient reader = stage.member("lobby");
        RawClient sleeper = stage.raw();
        sleeper.join("lobby");

        // One by one, so that the reader is never too slow; how many it takes is up to the system's buffers.
        int sent = 0;
        while (reasons.isEmpty()) {
            sender.send("message", Payloads.message("lobby", TEXT + sent));
            assertThat(reader.next("message-reply").field("message")).endsWith("x" + sent);
            sent++;
            assertThat(sent).as("messages until the sleeper is found too slow").isLessThan(5_000);
        }

        assertThat(reasons).containsExactly(CloseReason.TOO_SLOW);
        assertThat(stage.rooms().measurements().get(Counter.SLOW_CLIENTS_DROPPED))
                .isEqualTo(1);
        assertThat(stage.rooms().registry().memberCount("lobby")).isEqualTo(1);
        // What it reads late is whole, and ends with the reason, unless it was so late that the connection was cut.
        sleeper.readToTheEnd()
                .map(RawFrame::closeCode)
                .ifPresent(code -> assertThat(code).isEqualTo(1013));
        stage.assertServes();
    }

    @Test
    @DisplayName("CONTRACT §5: a slow client that reads on in time learns that it was closed with 1013")
    void aSlowClientThatReadsOnInTimeIsTold1013() throws Exception {
        Stage stage = serve(limits().withCloseTimeout(Duration.ofSeconds(9)));
        RawClient sleeper = stage.raw();
        sleeper.join("lobby");

        for (int sent = 0; stage.rooms().clientCount() > 0; sent++) {
            stage.rooms().to("lobby").emit("news", TEXT);
            assertThat(sent).as("events until the sleeper is found too slow").isLessThan(5_000);
        }

        assertThat(sleeper.readToTheEnd().map(RawFrame::closeCode)).hasValue(1013);
    }

    @Test
    @DisplayName("HOSTILE 2: a client that reads a byte now and then is ended by the limit on one send's time")
    void aClientThatReadsAByteNowAndThenIsEnded() throws Exception {
        Stage stage = serve(limits().withSendTimeout(Duration.ofMillis(300)));
        Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
        stage.rooms().onDisconnect((client, reason) -> reasons.add(reason));
        RawClient sipper = stage.raw();
        sipper.join("lobby");

        // One frame that no buffer of the system's holds; alone, so that it is accepted whatever its size.
        stage.rooms().to("lobby").emit("news", "x".repeat(16 << 20));

        Stage.until(() -> {
            assertThat(sipper.readByte()).isGreaterThanOrEqualTo(0);
            assertThat(reasons).containsExactly(CloseReason.TOO_SLOW);
        });
        stage.assertServes();
    }

    @Test
    @DisplayName(
            "HOSTILE 17: a connection whose peer reads nothing and answers nothing is let go of, and cut where it can be")
    void aConnectionWhosePeerReadsNothingIsCut() throws Exception {
        Stage stage = serve(limits().withSendTimeout(Duration.ofMillis(300)));
        RawClient stuck = stage.raw();
        stuck.join("lobby");

        stage.rooms().to("lobby").emit("news", "x".repeat(16 << 20));

        stage.awaitClients(0);
        if (transport().whyStuckConnectionsStay().isEmpty()) {
            // What a peer sends to a connection that is no more is answered with a reset.
            Stage.until(
                    () -> assertThatThrownBy(() -> stuck.send("still here?")).isInstanceOf(SocketException.class));
        }
        stage.assertServes();
    }
}
