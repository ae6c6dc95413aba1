package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private final EngineStage stage = new EngineStage();
    private final Wire wire = stage.connect();
    private final Ear ear = stage.ear();

    @BeforeEach
    void forgetTheOpenPacket() {
        wire.channel().clear();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void textFramesArePacketsAndBinaryFramesAreMessages() {
        wire.session().text("4hello");
        wire.session().binary(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        wire.session().text("4");
        wire.session().text("bAQI=");
        assertThat(ear.heard()).containsExactly("hello", "#01020304", "", "#0102");
    }

    @Test
    void messagesGoToTheChannelAsTheyAre() {
        Frame shared = EngineSocket.message("hello");
        assertThat(ear.socket().send(shared)).isTrue();
        ear.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}));
        ear.socket().send(List.of(shared, shared));
        assertThat(wire.channel().frames()).hasSize(4);
        assertThat(wire.channel().frames().get(0)).isSameAs(shared);
        assertThat(wire.channel().frames().get(1).kind()).isEqualTo(Frame.Kind.BINARY);
        wire.channel().setFull(true);
        assertThat(ear.socket().send(shared)).isFalse();
        assertThat(ear.socket().sendText("a")).isFalse();
    }

    @Test
    void theBacklogIsThatOfTheChannel() {
        assertThat(ear.socket().isWritable()).isTrue();
        Backlog backlog = new Backlog(10, 1);
        wire.channel().setBacklog(backlog);
        assertThat(ear.socket().isWritable()).isFalse();
        assertThat(ear.socket().backlog()).isEqualTo(backlog);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "9", "2", "2probe", "b!"})
    void aMalformedPacketClosesTheConnection(String packet) {
        wire.session().text(packet);
        assertThat(wire.channel().closeReason()).contains(CloseReason.PROTOCOL_ERROR);
        assertThat(ear.ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
        wire.session().text("4late");
        wire.session().binary(ByteBuffer.wrap(new byte[] {1}));
        assertThat(wire.session().ping()).isFalse();
        wire.session().pong();
        wire.lose();
        assertThat(ear.heard()).isEmpty();
        assertThat(ear.ends()).hasSize(1);
    }

    @Test
    void openUpgradeAndNoopOfAClientArePassedOver() {
        for (String packet : List.of("0", "5", "6", "3", "3probe")) {
            wire.session().text(packet);
        }
        assertThat(wire.session().ping()).isTrue();
        wire.session().pong();
        assertThat(wire.channel().frames()).isEmpty();
        assertThat(ear.heard()).isEmpty();
        assertThat(ear.ends()).isEmpty();
    }

    @Test
    void aCloseOfTheClientClosesTheConnection() {
        wire.session().text("1");
        assertThat(wire.channel().closeReason()).contains(CloseReason.NORMAL);
        assertThat(ear.ends()).containsExactly(CloseReason.NORMAL);
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void aMessageThatIsTooBigClosesTheConnection() {
        wire.session().tooBig();
        wire.session().tooBig();
        assertThat(wire.channel().closeReason()).contains(CloseReason.TOO_BIG);
        assertThat(ear.ends()).containsExactly(CloseReason.TOO_BIG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfTheConnectionIsToldOnce(boolean upgraded) {
        Wire ending = upgraded ? stage.upgraded(stage.open()) : wire;
        Ear told = stage.ear();
        ending.session().closed(CloseReason.GOING_AWAY);
        ending.session().closed(CloseReason.LOST);
        assertThat(told.ends()).containsExactly(CloseReason.GOING_AWAY);
        assertThat(told.socket().sendText("dropped, which isn't full")).isTrue();
    }

    @Test
    void aListenerThatFailsClosesItsOwnSessionAlone() {
        Wire failing = stage.connect();
        Ear broken = stage.ear();
        broken.whenHeard(message -> {
            throw new AssertionError("for the test");
        });
        broken.whenEnded(() -> {
            throw new AssertionError("for the test");
        });
        failing.session().text("4a");
        assertThat(failing.channel().closeReason()).contains(CloseReason.INTERNAL_ERROR);
        assertThat(broken.ends()).containsExactly(CloseReason.INTERNAL_ERROR);
        wire.session().text("4b");
        assertThat(ear.heard()).containsExactly("b");
    }
}
