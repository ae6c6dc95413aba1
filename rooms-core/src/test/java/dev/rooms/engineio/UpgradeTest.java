package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.http.HttpAdmission;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Session;
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

    @Test
    void aBinaryMessageOrOneThatIsTooBigFromAProbeClosesItsWebSocketAlone() {
        String sid = stage.open();
        Wire binary = stage.probe(sid);
        binary.session().binary(ByteBuffer.wrap(new byte[] {1}));
        assertThat(binary.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        binary.session().binary(ByteBuffer.wrap(new byte[] {1}));
        Wire big = stage.probe(sid);
        big.session().tooBig();
        assertThat(big.channel().closeReason()).contains(CloseReason.TOO_BIG);
        pollsOn(sid);
    }

    @Test
    void aWebSocketThatDoesNotTakeTheAnswerToItsProbeIsClosedAlone() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.channel().setFull(true);
        wire.session().text("2probe");
        assertThat(wire.channel().closeReason()).contains(CloseReason.POLICY_VIOLATION);
        pollsOn(sid);
    }

    @Test
    void aProbeThatIsRepeatedIsAnsweredAgain() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        wire.session().text("2probe");
        assertThat(wire.channel().texts()).containsExactly("3probe", "3probe");
        wire.session().text("5");
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @Test
    void aSecondWebSocketIsRefusedWhileAnotherProbes() {
        String sid = stage.open();
        Wire first = stage.probe(sid);
        assertThat(refused(sid)).isEqualTo(new Admission.Refused(400, "Bad request", CloseReason.POLICY_VIOLATION));
        first.session().text("2probe");
        assertThat(refused(sid).status()).isEqualTo(400);
        first.session().text("5");
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @Test
    void aSecondWebSocketThatWasLetInAtTheSameTimeIsClosedAndHeardByNobody() {
        String sid = stage.open();
        String query = "EIO=4&transport=websocket&sid=" + sid;
        var early = (Admission.Granted) stage.handshake(query, Map.of());
        // The first that was admitted is waited for, but not for ever.
        Admission second = await().until(() -> stage.handshake(query, Map.of()), Admission.Granted.class::isInstance);
        RecordingChannel served = new RecordingChannel();
        Wire wire = new Wire(((Admission.Granted) second).open(served), served);
        wire.session().text("2probe");
        wire.session().text("5");
        RecordingChannel channel = new RecordingChannel();
        Session late = early.open(channel);
        assertThat(channel.closeReason()).contains(CloseReason.POLICY_VIOLATION);
        late.text("4injected");
        late.text("2probe");
        late.text("5");
        late.binary(ByteBuffer.wrap(new byte[] {1}));
        assertThat(late.ping()).isFalse();
        late.tooBig();
        late.closed(CloseReason.NORMAL);
        wire.session().text("4own");
        assertThat(stage.ear().heard()).containsExactly("own");
        assertThat(stage.ear().ends()).isEmpty();
        assertThat(channel.frames()).isEmpty();
    }

    @Test
    void aProbeOnASessionOfSomebodyElseThatHasEndedIsRefused() {
        String sid = stage.open();
        stage.post(sid, "1");
        assertThat(refused(sid))
                .isEqualTo(new Admission.Refused(400, "Session ID unknown", CloseReason.POLICY_VIOLATION));
    }

    @Test
    void aPostThatWasLetInBeforeTheUpgradeIsRefusedAfterIt() {
        String sid = stage.open();
        HttpAdmission post = stage.admit("POST", EngineStage.session(sid), Map.of());
        HttpAdmission get = stage.admit("GET", EngineStage.session(sid), Map.of());
        HttpAdmission another = stage.admit("POST", EngineStage.session(stage.open()), Map.of());
        Ear ear = stage.ears().get(0);
        stage.upgraded(sid);
        assertThat(Request.of(post, new byte[] {'4', 'a'}).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(Request.of(get, new byte[0]).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        ((HttpAdmission.Granted) get).abandoned();
        assertThat(ear.heard()).isEmpty();
        assertThat(ear.ends()).isEmpty();
        assertThat(Request.of(another, new byte[] {'4', 'a'}).result()).isEqualTo("200 ok");
    }

    @Test
    void theEndOfTheSessionClosesTheProbingWebSocketToo() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        stage.post(sid, "1");
        assertThat(wire.channel().closeReason()).contains(CloseReason.NORMAL);
        wire.session().text("5");
        wire.lose();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NORMAL);
    }

    @Test
    void aSessionThatIsClosedWhileItProbesGoesToItsNextGet() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        stage.ear().socket().sendText("last");
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        assertThat(wire.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(stage.get(sid).result()).isEqualTo("200 4last\u001e1");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
    }
}
