package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.kit.RawClient.RawFrame;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end: by goodbyes, by silence, by resets, and when the server stops. */
abstract class EndingContract extends TransportCases {
    private static final Limits QUICK = Limits.DEFAULTS
            .withHeartbeatInterval(Duration.ofMillis(100))
            .withHeartbeatTimeout(Duration.ofMillis(300))
            .withCloseTimeout(Duration.ofMillis(300))
            .withDrainTimeout(Duration.ofSeconds(5));

    EndingContract(TransportContract transport) {
        super(transport);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void aGoodbyeIsAnsweredWithItsCode(int code) throws Exception {
        Stage stage = serve();
        RawClient client = stage.raw();
        client.join("lobby");

        client.send(
                true,
                RawClient.CLOSE,
                ByteBuffer.allocate(2).putShort((short) code).array());

        assertThat(client.readUntil(RawClient.CLOSE).map(RawFrame::closeCode)).hasValue(code);
        stage.awaitClients(0);
    }

    @Test
    void theApplicationMayEndAConnection() throws Exception {
        Stage stage = serve();
        Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
        stage.rooms().onDisconnect((client, reason) -> reasons.add(reason));
        KitClient ada = stage.member("lobby");
        Client client = stage.rooms().client(ada.id()).orElseThrow();

        client.emit("last-words", "Bye");
        client.disconnect();

        assertThat(ada.next("last-words").data().asText()).isEqualTo("Bye");
        assertThat(ada.awaitClosed().code()).isEqualTo(1000);
        Stage.until(() -> assertThat(reasons).containsExactly(CloseReason.NORMAL));
    }

    @Test
    void aClientThatAnswersTheHeartbeatStays() throws Exception {
        Stage stage = serve(QUICK);
        RawClient client = stage.raw();

        for (int i = 0; i < 6; i++) {
            assertThat(client.readUntil(RawClient.PING)).isPresent();
            client.send(true, RawClient.PONG, new byte[0]);
        }

        client.join("lobby");
        assertThat(stage.rooms().measurements().get(Counter.HEARTBEATS_MISSED)).isZero();
    }

    @Test
    @DisplayName("HOSTILE 17: a client that answers no ping is disconnected at its deadline")
    void aClientThatAnswersNoPingIsDisconnected() throws Exception {
        Stage stage = serve(QUICK);
        RawClient silent = stage.raw();

        assertThat(silent.readUntil(RawClient.PING)).isPresent();

        stage.awaitCount(Counter.HEARTBEATS_MISSED, 1);
        silent.readToTheEnd().ifPresent(close -> assertThat(close.closeCode()).isEqualTo(1001));
        stage.awaitClients(0);
    }

    @Test
    @DisplayName("HOSTILE 17: a connection whose peer is gone is given up, also when it never answers the close frame")
    void aHalfOpenConnectionIsGivenUp() throws Exception {
        Stage stage = serve(QUICK);
        RawClient gone = stage.raw();
        gone.join("lobby");

        stage.awaitCount(Counter.HEARTBEATS_MISSED, 1);

        Stage.until(() -> assertThat(stage.rooms().registry().roomCount()).isZero());
        // It is not kept open, either: what was sent ends, though this peer never answered.
        while (gone.read().isPresent()) {
            assertThat(stage.rooms().clientCount()).isZero();
        }
    }

    @Test
    @DisplayName("HOSTILE 18: resets at any moment are cleaned up, and no stack trace is logged")
    void resetsAreCleanedUpWithoutAStackTrace() throws Exception {
        String logged = whatIsPrintedBy(() -> {
            // The witness must live, also on a busy machine.
            Stage stage = serve(QUICK.withHeartbeatTimeout(Duration.ofSeconds(3)));
            KitClient witness = stage.member("lobby");
            byte[] handshake = (RawClient.request(stage.uri()) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] frame =
                    RawClient.frame(true, RawClient.TEXT, "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                RawClient inTheHandshake = stage.dial();
                inTheHandshake.sendBytes(Arrays.copyOf(handshake, 40));
                inTheHandshake.reset();

                RawClient rightAfterIt = stage.dial();
                rightAfterIt.sendBytes(handshake);
                rightAfterIt.reset();

                RawClient insideAFrame = stage.raw();
                insideAFrame.join("lobby");
                insideAFrame.sendBytes(Arrays.copyOf(frame, 500));
                insideAFrame.reset();

                RawClient whileItIsSentTo = stage.raw();
                whileItIsSentTo.join("lobby");
                stage.rooms().to("lobby").emit("news", "x".repeat(100_000));
                whileItIsSentTo.reset();
                stage.rooms().to("lobby").emit("news", "x".repeat(100_000));

                RawClient duringClose = stage.raw();
                duringClose.join("lobby");
                duringClose.send(true, RawClient.CLOSE, new byte[] {3, (byte) 0xE8});
                duringClose.reset();

                RawClient whenClosed = stage.raw();
                KitEvent welcome = whenClosed.readUntil("client-connected");
                stage.rooms().client(welcome.field("clientId")).ifPresent(Client::disconnect);
                whenClosed.reset();
            }
            stage.awaitClients(1);
            assertThat(stage.rooms().registry().memberCount("lobby")).isEqualTo(1);
            assertThat(witness.fence())
                    .filteredOn(event -> event.name().equals("news"))
                    .hasSize(10);
            stage.assertServes();
            nothingStaysBehind();
        });

        assertThat(logged).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    @DisplayName("HOSTILE 23: a server that stops refuses newcomers and closes everyone with 1001, within the limit")
    void aServerThatStopsClosesEveryoneWith1001() throws Exception {
        Stage stage = serve(QUICK.withHeartbeatInterval(Duration.ofSeconds(25)));
        List<KitClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(stage.member("lobby"));
        }
        RawClient stubborn = stage.raw();
        stubborn.join("lobby");
        stage.rooms().toAll().emit("bye", "see you");
        long before = System.nanoTime();

        stage.rooms().drain();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(7));
        for (KitClient client : clients) {
            assertThat(client.next("bye").data().asText()).isEqualTo("see you");
            assertThat(client.awaitClosed().code()).isEqualTo(1001);
        }
        // The one that answers nothing was told the same, and then cut.
        assertThat(stubborn.readUntil(RawClient.CLOSE).map(RawFrame::closeCode)).hasValue(1001);
        assertThat(stubborn.read()).isEmpty();
        stage.dial().refusal(stage.uri()).assertPassing(1001);
        assertThat(stage.rooms().isReady()).isFalse();
        assertThat(stage.rooms().clientCount()).isZero();
    }
}
