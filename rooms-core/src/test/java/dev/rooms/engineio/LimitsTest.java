package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpRequest;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "99999999999999999999999999"})
    void aBodyThatIsDeclaredTooLargeIsRefusedAndTheSessionStays(String length) {
        stage = new EngineStage(builder -> builder.maxPayload(1_000));
        String sid = stage.open();
        Map<String, List<String>> headers = Map.of("content-length", List.of(length));
        HttpAdmission refused = stage.admit("POST", EngineStage.session(sid), headers);
        assertThat(refused).isInstanceOf(HttpAdmission.Answered.class);
        assertThat(Request.of(refused, new byte[0]).status()).isEqualTo(413);
        assertThat(stage.post(sid, "4a").result()).isEqualTo("200 ok");
        assertThat(stage.ear().heard()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "nonsense", "-1"})
    void aBodyThatMayFitIsRead(String length) {
        stage = new EngineStage(builder -> builder.maxPayload(1_000));
        Map<String, List<String>> headers = Map.of("content-length", List.of(length));
        assertThat(stage.admit("POST", EngineStage.session(stage.open()), headers))
                .isInstanceOf(HttpAdmission.Granted.class);
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefusedAndTheSessionStays() {
        String sid = stage.open();
        HttpRequest head = EngineStage.head("POST", EngineStage.session(sid), Map.of());
        HttpAdmission admission =
                stage.polling().admit(head).toCompletableFuture().join();
        assertThat(stage.polling().tooLarge(head).status()).isEqualTo(413);
        ((HttpAdmission.Granted) admission).abandoned();
        assertThat(stage.post(sid, "4a").result()).isEqualTo("200 ok");
        assertThat(stage.get(sid).waits()).isTrue();
        assertThat(stage.polling()
                        .tooLarge(EngineStage.head("POST", "", Map.of()))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void whatWaitsForAClientThatPollsIsBoundedInBytes() {
        stage = new EngineStage(builder -> builder.maxWaitingBytes(10));
        String sid = stage.open();
        EngineSocket socket = stage.ear().socket();
        assertThat(socket.isWritable()).isFalse();
        assertThat(socket.backlog().bytes()).isZero();
        assertThat(socket.sendText("much longer than that")).as("the first").isTrue();
        assertThat(socket.sendText("x")).isFalse();
        assertThat(socket.backlog().bytes()).isEqualTo(22);
        assertThat(stage.get(sid).body()).isEqualTo("4much longer than that");
        assertThat(socket.backlog().bytes()).isZero();
        assertThat(socket.sendText("1234")).isTrue();
        assertThat(socket.sendText("5678")).isTrue();
        assertThat(socket.sendBinary(ByteBuffer.allocate(1))).isFalse();
        assertThat(socket.send(List.of(EngineSocket.message(""), EngineSocket.message(""))))
                .as("all or none")
                .isFalse();
        assertThat(stage.get(sid).body()).isEqualTo("41234\u001e45678");
    }

    @Test
    void aHundredThousandMessagesToAClientThatNeverPollsAreBounded() {
        stage.open();
        EngineSocket socket = stage.ear().socket();
        int accepted = 0;
        while (accepted < 100_000 && socket.sendText("x".repeat(99))) {
            accepted++;
        }
        assertThat(accepted).isEqualTo((1 << 20) / 100);
        assertThat(socket.backlog().bytes()).isLessThanOrEqualTo(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6", "5", "0"})
    void tooManyPacketsThatAreNoMessagesCloseTheSession(String packet) {
        stage = new EngineStage(builder -> builder.controlRate(1, 10));
        String sid = stage.open();
        stage.post(sid, String.join("\u001e", java.util.Collections.nCopies(50, packet)));
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.POLICY_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tooManyPingsOrPongsOfAWebSocketCloseIt(boolean pings) {
        stage = new EngineStage(builder -> builder.controlRate(1, 10));
        Wire wire = stage.connect();
        boolean answered = true;
        for (int i = 0; i < 50; i++) {
            if (pings) {
                answered = wire.session().ping();
            } else {
                wire.session().pong();
            }
            wire.session().text("4a");
        }
        assertThat(pings && answered).isFalse();
        assertThat(wire.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        assertThat(stage.ear().heard()).as("messages don't count").hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void aProbeThatIsRepeatedTooOftenCloses() {
        stage = new EngineStage(builder -> builder.controlRate(1, 10));
        Wire wire = stage.probe(stage.open());
        for (int i = 0; i < 50; i++) {
            wire.session().text("2probe");
        }
        assertThat(wire.channel().texts()).hasSizeBetween(10, 20);
        assertThat(wire.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
    }

    @Test
    void aControlRateOfZeroIsNoLimit() {
        stage = new EngineStage(builder -> builder.controlRate(0, 1));
        Wire wire = stage.connect();
        for (int i = 0; i < 100_000; i++) {
            assertThat(wire.session().ping()).isTrue();
        }
    }
}
