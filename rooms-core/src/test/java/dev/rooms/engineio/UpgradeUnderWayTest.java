package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens while a WebSocket that takes over is given what waited. */
class UpgradeUnderWayTest {
    private final EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private Admission.Refused refused(String sid) {
        return (Admission.Refused) stage.handshake("EIO=4&transport=websocket&sid=" + sid, Map.of());
    }

    /** What happens in the midst of the upgrade, while the WebSocket takes what waited. */
    private Wire upgradeWhile(String sid, Consumer<Wire> meanwhile) {
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        stage.ear().socket().sendText("a");
        wire.channel().whenSent(frame -> {
            wire.channel().whenSent(next -> {});
            meanwhile.accept(wire);
        });
        wire.session().text("5");
        return wire;
    }

    @Test
    void whatIsSentInTheMidstOfTheUpgradeComesAfterWhatWaited() {
        Wire wire = upgradeWhile(stage.open(), upgrading -> {
            stage.ear().socket().sendText("b");
            assertThat(stage.ear().socket().isWritable()).isFalse();
        });
        assertThat(wire.channel().texts()).containsExactly("3probe", "4a", "4b");
    }

    @Test
    void requestsInTheMidstOfTheUpgradeAreRefused() {
        String sid = stage.open();
        upgradeWhile(sid, upgrading -> {
            assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
            assertThat(stage.post(sid, "4a").result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
            assertThat(refused(sid).status()).isEqualTo(400);
        });
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @Test
    void aCloseInTheMidstOfTheUpgradeComesAfterWhatWaited() {
        Wire wire = upgradeWhile(stage.open(), upgrading -> {
            stage.ear().socket().sendText("b");
            stage.ear().socket().close(CloseReason.GOING_AWAY);
            stage.ear().socket().sendText("too late");
        });
        assertThat(wire.channel().texts()).containsExactly("3probe", "4a", "4b");
        assertThat(wire.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(stage.ear().ends()).isEmpty();
        wire.lose();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.GOING_AWAY);
    }

    @Test
    void aCloseThatDropsWhatWaitsDoesSoInTheMidstOfTheUpgradeToo() {
        Wire wire = upgradeWhile(stage.open(), upgrading -> {
            stage.ear().socket().sendText("b");
            stage.ear().socket().close(CloseReason.TOO_SLOW);
        });
        assertThat(wire.channel().texts()).containsExactly("3probe", "4a");
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_SLOW);
    }

    @Test
    void anEndInTheMidstOfTheUpgradeEndsBoth() {
        Wire lost = upgradeWhile(stage.open(), Wire::lose);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
        lost.session().text("4a");
        Wire cut = upgradeWhile(stage.open(), upgrading -> stage.ear().socket().cut());
        assertThat(cut.channel().isCut()).isTrue();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
        assertThat(stage.ears()).allSatisfy(ear -> assertThat(ear.heard()).isEmpty());
    }

    @Test
    void aWebSocketThatDoesNotTakeWhatWaitedIsTooSlow() {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        stage.ear().socket().sendText("a");
        wire.channel().setFull(true);
        wire.session().text("5");
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.TOO_SLOW);
    }
}
