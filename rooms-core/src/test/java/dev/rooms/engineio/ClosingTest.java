package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private void impatient() {
        stage = new EngineStage(builder -> builder.closeTimeout(Duration.ofMillis(20)));
    }

    @Test
    void aGetThatWaitsIsToldTheClose() {
        String sid = stage.open();
        Request get = stage.get(sid);
        stage.ear().socket().close(CloseReason.NORMAL);
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NORMAL);
    }

    @Test
    void aClientThatPollsNextGetsWhatWaitsAndTheClose() {
        String sid = stage.open();
        Ear ear = stage.ear();
        ear.socket().sendText("a");
        ear.socket().close(CloseReason.GOING_AWAY);
        assertThat(ear.socket().sendText("too late, which isn't full")).isTrue();
        assertThat(stage.post(sid, "4late\u001e3").result()).isEqualTo("200 ok");
        assertThat(ear.ends()).as("it isn't over yet").isEmpty();
        assertThat(stage.get(sid).result()).isEqualTo("200 4a\u001e1");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(ear.heard()).isEmpty();
        assertThat(ear.ends()).containsExactly(CloseReason.GOING_AWAY);
    }

    @Test
    void aClientThatNeverPollsAgainIsForgotten() {
        impatient();
        String sid = stage.open();
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        await().until(() -> stage.ear().ends().equals(List.of(CloseReason.GOING_AWAY)));
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void aClientThatClosesWhileItIsClosedIsForgottenAtOnce() {
        String sid = stage.open();
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        assertThat(stage.post(sid, "1").result()).isEqualTo("200 ok");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
    }

    @Test
    void aCloseThatOvertakesTheClientsOwnGetLetsItGo() {
        String sid = stage.open();
        stage.post(sid, "4last\u001e1");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NORMAL);
        // On a machine that stood still meanwhile the GET is too late.
        assertThat(stage.get(sid).result()).isIn("200 6", "400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
    }

    @Test
    void aCloseThatHasLetAGetGoLetsNoOtherGo() {
        String sid = stage.open();
        Request get = stage.get(sid);
        stage.post(sid, "1");
        assertThat(get.result()).isEqualTo("200 6");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
    }

    @Test
    void whatWaitsForASlowClientIsDropped() {
        String sid = stage.open();
        stage.ear().socket().sendText("a");
        stage.ear().socket().close(CloseReason.TOO_SLOW);
        assertThat(stage.get(sid).result()).isEqualTo("200 1");
    }

    @Test
    void aWebSocketIsClosedAndItsEndIsToldWhenItHasEnded() {
        Wire wire = stage.connect();
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        stage.ear().socket().close(CloseReason.NORMAL);
        assertThat(wire.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        wire.session().text("4late");
        wire.session().text("1");
        wire.session().tooBig();
        assertThat(stage.ear().ends()).isEmpty();
        wire.session().closed(CloseReason.NORMAL);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
        assertThat(stage.ear().heard()).isEmpty();
        assertThat(wire.channel().isCut()).isFalse();
    }

    @Test
    void aWebSocketWhosePeerDoesNotAgreeIsCut() {
        impatient();
        Wire closed = stage.connect();
        Ear closedEar = stage.ear();
        closedEar.socket().close(CloseReason.GOING_AWAY);
        Wire faulty = stage.connect();
        faulty.session().text("abc");
        await().until(() -> closed.channel().isCut() && faulty.channel().isCut());
        await().until(() -> closedEar.ends().equals(List.of(CloseReason.GOING_AWAY)));
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
        Wire probe = stage.probe(stage.open());
        probe.session().text("abc");
        await().until(() -> probe.channel().isCut());
    }

    @Test
    void aWebSocketWhosePeerAgreesIsNotCut() {
        impatient();
        Wire wire = stage.connect();
        stage.ear().socket().close(CloseReason.NORMAL);
        wire.session().closed(CloseReason.NORMAL);
        Wire later = stage.connect();
        stage.ear().socket().close(CloseReason.NORMAL);
        await().until(() -> later.channel().isCut());
        assertThat(wire.channel().isCut()).isFalse();
    }

    @Test
    void aTransportThatTellsTheEndWithinTheCloseIsHeardOnce() {
        Wire wire = stage.connect();
        wire.channel().whenEnded(wire.session()::closed);
        stage.ear().socket().close(CloseReason.NORMAL);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NORMAL);
    }

    @Test
    void aChannelThatFailsToCloseIsForgotten() {
        Wire wire = stage.connect();
        wire.channel().failToCloseWith(new IllegalStateException("for the test"));
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void aCutEndsBothAtOnce() {
        String sid = stage.open();
        Request get = stage.get(sid);
        stage.ear().socket().cut();
        stage.ear().socket().cut();
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
        Wire wire = stage.connect();
        stage.ear().socket().cut();
        assertThat(wire.channel().isCut()).isTrue();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
    }

    @Test
    void aCutAfterACloseKeepsTheFirstReason() {
        Wire wire = stage.connect();
        stage.ear().socket().close(CloseReason.GOING_AWAY);
        stage.ear().socket().cut();
        assertThat(wire.channel().isCut()).isTrue();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
    }

    @Test
    void aSocketThatIsClosedWhileItIsHeardIsToldAfterwards() {
        Wire wire = stage.connect();
        Ear ear = stage.ear();
        List<CloseReason> within = new ArrayList<>();
        ear.whenHeard(message -> {
            ear.socket().cut();
            within.addAll(ear.ends());
        });
        wire.session().text("4a");
        assertThat(within).isEmpty();
        assertThat(ear.ends()).containsExactly(CloseReason.LOST);
    }

    @Test
    void aSocketThatIsClosedWhileItIsAcceptedIsToldAfterwards() {
        List<CloseReason> within = new ArrayList<>();
        stage.whenAccepted(ear -> {
            ear.socket().cut();
            within.addAll(ear.ends());
        });
        Wire wire = stage.connect();
        assertThat(within).isEmpty();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
        assertThat(wire.channel().isCut()).isTrue();
        assertThat(stage.get(stage.open()).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ears()).allSatisfy(ear -> assertThat(ear.ends()).hasSize(1));
    }

    @Test
    void aServerThatClosesEndsAllSessionsAsGoingAway() {
        Wire wire = stage.connect();
        String waiting = stage.open();
        Request get = stage.get(waiting);
        String away = stage.open();
        stage.ear().socket().sendText("last");
        stage.server().close();
        stage.server().close();
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(wire.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(stage.get(away).result()).isEqualTo("200 4last\u001e1");
        wire.session().closed(CloseReason.NORMAL);
        assertThat(stage.ears()).allSatisfy(ear -> assertThat(ear.ends()).containsExactly(CloseReason.GOING_AWAY));
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void whoWasLetInBeforeTheServerClosedIsClosedWhenItComes() {
        stage.whenAccepted(ear -> stage.server().close());
        Wire wire = stage.connect();
        assertThat(wire.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(wire.channel().texts()).hasSize(1);
    }

    @Test
    void theServersOwnThreadEndsWithItsLastSession() {
        impatient();
        Wire wire = stage.connect();
        String sid = stage.open();
        stage.probe(sid).session().text("2probe");
        Thread timer = stage.get(sid)
                .answer()
                .thenApply(held -> Thread.currentThread())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(timer.getName()).isEqualTo("rooms-engineio-timer");
        assertThat(timer.isDaemon()).isTrue();
        stage.post(sid, "1");
        wire.session().closed(CloseReason.NORMAL);
        assertThat(timer.isAlive()).isTrue();
        stage.server().close();
        await().until(() -> !timer.isAlive());
    }
}
