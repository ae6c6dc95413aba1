package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.SocketIoSettings;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks the protocol, and what only means nothing here. */
class SocketIoBadInputTest {
    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withDrainTimeout(Duration.ofSeconds(1)))
            .socketIo(SocketIoSettings.DEFAULTS.withAttachmentsTimeout(Duration.ofMillis(200)))
            .build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private SocketIoTestClient connect(String name) {
        return SocketIoTestClient.connect(rooms, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "47",
                "42",
                "42{}",
                "42abc[\"x\"]",
                "42[]",
                "42[{}]",
                "42[\"disconnect\",1]",
                "42-1[\"x\"]",
                "42123456789012345678901[\"x\"]",
                "43-1[1]",
                "430{}",
                "45-1-[\"x\"]",
                "4599999999999-[\"x\"]",
                "4511-[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]",
                "450-[\"x\",{\"_placeholder\":true,\"num\":0}]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":-1}]",
                "40",
                "44{\"message\":\"x\"}",
                "42/chat,[\"x\"]",
                "41/chat,",
                "42[\"x\"",
                "42[\"x\"] ]"
            })
    void aPacketThatBreaksTheProtocolEndsItsConnectionAlone(String packet) {
        SocketIoTestClient eve = connect("eve");
        SocketIoTestClient ada = connect("ada");

        eve.say(packet);

        assertThat(eve.channel().closeReason()).contains(CloseReason.PROTOCOL_ERROR);
        assertThat(rooms.client(eve.id())).isEmpty();
        assertThat(rooms.toAll().emit("still", 1)).isEqualTo(1);
        assertThat(ada.events("still")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"__proto__\",1]",
                "42[\"constructor\"]",
                "42[1,2]",
                "42[\"\",1]",
                "42[\"message\",{\"a\":1,\"a\":2}]",
                "42[\"message\"]",
                "42[\"message\",{},{}]"
            })
    void aPacketThatIsWellFormedAndMeansNothingHereIsAnsweredWithAnError(String packet) {
        SocketIoTestClient ada = connect("ada");

        ada.say(packet);

        assertThat(ada.events("error")).hasSize(1);
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void jsonBombsAreAnsweredWithAnErrorAndNothingGrows() {
        SocketIoTestClient ada = connect("ada");

        ada.say("42[\"message\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
        ada.say("42[\"message\"," + "9".repeat(1_000_000) + "]");
        ada.say("42[\"message\",[" + "{},".repeat(300_000) + "{}]]");

        assertThat(ada.events("error")).hasSize(3);
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void textWhereAttachmentsShouldComeEndsTheConnection() {
        SocketIoTestClient ada = connect("ada");

        ada.say("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        ada.say("42[\"message\",1]");

        assertThat(ada.channel().closeReason()).contains(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void anAttachmentThatNobodyAnnouncedEndsTheConnection() {
        SocketIoTestClient ada = connect("ada");

        ada.say(new byte[] {1});

        assertThat(ada.channel().closeReason()).contains(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void attachmentsThatNeverComeEndTheConnection() {
        SocketIoTestClient ada = connect("ada");

        ada.say("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");

        await().untilAsserted(() -> assertThat(ada.channel().closeReason()).contains(CloseReason.PROTOCOL_ERROR));
    }

    @Test
    void attachmentsThatComeInTimeEndNothing() {
        SocketIoTestClient ada = connect("ada");
        SocketIoTestClient late = connect("late");

        ada.say("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        ada.say(new byte[] {1});
        late.say("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");

        await().untilAsserted(() -> assertThat(late.channel().closeReason()).isPresent());
        assertThat(ada.channel().closeReason()).isEmpty();
    }
}
