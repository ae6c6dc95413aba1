package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    private EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private Admission.Refused refused(String sid) {
        return (Admission.Refused) stage.handshake("EIO=4&transport=websocket&sid=" + sid, Map.of());
    }

    @Test
    void aProbeIsAnsweredBeforeTheGetThatWaitsIsLetGo() {
        String sid = stage.open();
        Request get = stage.get(sid);
        Wire wire = stage.probe(sid);
        wire.channel().whenSent(frame -> assertThat(get.waits()).isTrue());
        wire.session().text("2probe");
        assertThat(wire.channel().texts()).containsExactly("3probe");
        assertThat(get.result()).isEqualTo("200 6");
    }

    @Test
    void aGetAfterTheProbeIsLetGoSoon() {
        String sid = stage.open();
        stage.probe(sid).session().text("2probe");
        Request get = stage.get(sid);
        assertThat(get.answer()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(get.result()).isEqualTo("200 6");
    }

    @Test
    void aGetThatIsAheadOfTheUpgradeIsRefusedByIt() {
        // A hold that lasts, so that the upgrade comes first.
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        Request get = stage.get(sid);
        wire.session().text("5");
        // On a machine that stood still meanwhile the hold was over.
        assertThat(get.result()).isIn("400 " + EngineStage.BAD_REQUEST, "200 6");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
    }

    @Test
    void aGetThatIsAheadOfTheProbeIsRefusedByTheUpgradeToo() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        Request get = stage.get(sid);
        wire.session().text("2probe");
        wire.session().text("5");
        // As above.
        assertThat(get.result()).isIn("400 " + EngineStage.BAD_REQUEST, "200 6");
        assertThat(wire.channel().texts()).containsExactly("3probe");
    }

    @Test
    void aSecondWebSocketIsRefusedWhileTheFirstIsStillToBeOpened() {
        String sid = stage.open();
        Admission first = stage.handshake("EIO=4&transport=websocket&sid=" + sid, Map.of());
        assertThat(refused(sid).status()).isEqualTo(400);
        assertThat(first).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void afterTheUpgradeEverythingGoesOverTheWebSocket() {
        String sid = stage.open();
        Ear ear = stage.ear();
        ear.whenHeard(message -> ear.socket().sendText(message));
        Wire wire = stage.upgraded(sid);
        assertThat(ear.socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
        wire.session().text("4hello");
        assertThat(wire.channel().texts()).containsExactly("4hello");
        wire.session().binary(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(ear.heard()).containsExactly("hello", "#0102");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(stage.post(sid, "4a").result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(refused(sid).status()).isEqualTo(400);
        wire.session().text("4still here");
        assertThat(ear.heard()).endsWith("still here");
    }

    @Test
    void whatWaitsAtTheUpgradeGoesToTheWebSocketFirst() {
        String sid = stage.open();
        EngineSocket socket = stage.ear().socket();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        socket.sendText("a");
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1}));
        wire.session().text("5");
        socket.sendText("b");
        assertThat(wire.channel().frames().stream().map(frame -> frame.kind() + " " + frame.size()))
                .containsExactly("TEXT 6", "TEXT 2", "BINARY 1", "TEXT 2");
        assertThat(wire.channel().texts()).containsExactly("3probe", "4a", "4b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "2probe!", "4hello", "1", "", "abc"})
    void aProbeThatIsNoneClosesItsWebSocketAlone(String packet) {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text(packet);
        assertThat(wire.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        wire.session().text("2probe");
        wire.session().text("5");
        assertThat(wire.channel().frames()).isEmpty();
        pollsOn(sid);
    }

    private void pollsOn(String sid) {
        stage.ear().socket().sendText("on");
        assertThat(stage.get(sid).result()).isEqualTo("200 4on");
        assertThat(stage.ear().heard()).isEmpty();
        assertThat(stage.ear().ends()).isEmpty();
        stage.upgraded(sid);
    }

    @Test
    void anUpgradeThatTakesTooLongClosesItsWebSocketAlone() {
        stage = new EngineStage(builder -> builder.upgradeTimeout(Duration.ofMillis(20)));
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        await().until(() -> wire.channel().closeReason().isPresent());
        assertThat(wire.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        wire.session().text("5");
        stage.ear().socket().sendText("on");
        assertThat(stage.get(sid).result()).isEqualTo("200 4on");
        assertThat(stage.ear().ends()).isEmpty();
    }

    @Test
    void theLossOfTheProbingWebSocketLeavesTheSessionPolling() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        wire.lose();
        wire.session().text("5");
        pollsOn(sid);
    }
}
