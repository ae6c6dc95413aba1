package dev.rooms.protocol.socketio;

import static dev.rooms.protocol.socketio.Decoding.FIRST;
import static dev.rooms.protocol.socketio.Decoding.MAX_BYTES;
import static dev.rooms.protocol.socketio.Decoding.SECOND;
import static dev.rooms.protocol.socketio.Decoding.assertViolation;
import static dev.rooms.protocol.socketio.Decoding.bytes;
import static dev.rooms.protocol.socketio.Decoding.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.payload.ParsedArguments;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentCollectorTest {
    private final AttachmentCollector collector = Decoding.collector();

    @Test
    void aBinaryEventIsWholeWithItsLastAttachment() {
        assertThat(collector.text("52-/chat,7[\"message\"," + SECOND + ",{ \"a\" : [" + FIRST + "] }]"))
                .isNull();
        assertThat(collector.isWaiting()).isTrue();
        assertThat(collector.binary(bytes(1, 2, 3))).isNull();

        assertThat(collector.binary(bytes())).isInstanceOfSatisfying(SocketPacket.Event.class, event -> {
            assertThat(event.namespace()).isEqualTo("/chat");
            assertThat(event.name()).isEqualTo("message");
            assertThat(event.ackId()).isEqualTo("7");
            assertThat(texts(event.arguments().values())).containsExactly(SECOND, "{ \"a\" : [" + FIRST + "] }");
            assertThat(event.arguments().attachments()).containsExactly(bytes(1, 2, 3), bytes());
        });
        assertThat(collector.isWaiting()).isFalse();
    }

    @Test
    void aBinaryAcknowledgementIsToo() {
        collector.text("61-789[" + FIRST + "]");
        assertThat(collector.binary(bytes(9))).isInstanceOfSatisfying(SocketPacket.Acknowledgement.class, answer -> {
            assertThat(answer.ackId()).isEqualTo("789");
            assertThat(answer.arguments().attachments()).containsExactly(bytes(9));
        });
    }

    @Test
    void packetsFollowEachOtherOfBothKinds() {
        for (int i = 0; i < 3; i++) {
            ByteBuffer attachment = bytes(i);
            assertThat(collector.text("51-[\"a\"," + FIRST + "]")).isNull();
            assertThat(collector.binary(attachment))
                    .isInstanceOfSatisfying(
                            SocketPacket.Event.class,
                            event -> assertThat(event.arguments().attachments()).containsExactly(attachment));
            assertThat(collector.text("2[\"b\"]"))
                    .isEqualTo(new SocketPacket.Event("/", "b", ParsedArguments.NONE, null));
        }
    }

    @Test
    void attachmentsAreCopied() {
        ByteBuffer frame = bytes(1, 2);
        collector.text("51-[\"a\"," + FIRST + "]");
        SocketPacket packet = collector.binary(frame);
        frame.put(0, (byte) 9);
        assertThat(frame.remaining()).isEqualTo(2);
        assertThat(packet)
                .isInstanceOfSatisfying(
                        SocketPacket.Event.class,
                        event -> assertThat(event.arguments().attachments()).containsExactly(bytes(1, 2)));
    }

    @Test
    @DisplayName("negative or huge attachment counts")
    void aNumberOfAttachmentsThatIsNoneIsAViolation() {
        for (String count :
                List.of("", "-", "-1-", "1", "1.5-", "x-", "NaN-", "Infinity-", " 1-", "+1-", "0x1-", "1e1-")) {
            assertViolation("5" + count + "[\"a\"]", "attachments");
        }
        for (String count : List.of("0", "11", "4294967297", "18446744073709551617", "9".repeat(100_000))) {
            assertViolation("5" + count + "-[\"a\"]", "1 to 10");
            assertViolation("6" + count + "-1[]", "1 to 10");
        }
        assertThat(collector.text("510-[\"a\"]")).isNull();
        assertThat(Decoding.collector().text("6001-[]")).isNull();
    }

    @ParameterizedTest
    @DisplayName("placeholders out of range")
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":18446744073709551616}",
                "{\"_placeholder\":true,\"num\":1e999999999}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true}",
                "[[{\"x\":{\"num\":1,\"_placeholder\":true}}]]",
                "{\"\\u005fplaceholder\":true,\"num\":1}"
            })
    void aPlaceholderWithoutItsAttachmentIsAViolation(String placeholder) {
        assertViolation("51-[\"a\"," + FIRST + "," + placeholder + "]", "placeholder");
        assertViolation("61-1[" + placeholder + "]", "placeholder");
    }

    @Test
    void anAttachmentMayBeMeantOftenOrNever() {
        collector.text("51-[\"a\"," + FIRST + "," + FIRST + "]");
        assertThat(collector.binary(bytes(1))).isInstanceOf(SocketPacket.Event.class);
        collector.text("52-[\"a\"]");
        collector.binary(bytes(1));
        assertThat(collector.binary(bytes(2))).isInstanceOf(SocketPacket.Event.class);
    }

    @Test
    void aTextWhereAnAttachmentShouldComeIsAViolation() {
        collector.text("52-[\"a\"]");
        collector.binary(bytes(1));
        assertThatThrownBy(() -> collector.text("2[\"b\"]"))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("1 more attachments");
    }

    @Test
    void anAttachmentWithoutItsPacketIsAViolation() {
        assertThatThrownBy(() -> collector.binary(bytes(1))).isInstanceOf(ProtocolViolationException.class);
        collector.text("51-[\"a\"]");
        collector.binary(bytes(1));
        assertThatThrownBy(() -> collector.binary(bytes(2)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("without a packet");
    }

    @Test
    void attachmentsAreBoundedInBytesForEachPacket() {
        ByteBuffer half = ByteBuffer.allocate((int) MAX_BYTES / 2);
        for (int i = 0; i < 3; i++) {
            collector.text("52-[\"a\"]");
            collector.binary(half.duplicate());
            assertThat(collector.binary(half.duplicate())).isInstanceOf(SocketPacket.Event.class);
        }
        collector.text("53-[\"a\"]");
        collector.binary(half.duplicate());
        collector.binary(half.duplicate());
        assertThatThrownBy(() -> collector.binary(bytes(1)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(MAX_BYTES + " bytes");
    }

    @Test
    void theAttachmentsOfARefusedPacketAreTakenToo() {
        assertThat(collector.text("52-[\"a\",{\"x\":1,\"x\":1}]")).isNull();
        assertThat(collector.binary(bytes(1))).isNull();
        assertThat(collector.binary(bytes(2))).isInstanceOf(SocketPacket.Refused.class);
        assertThat(collector.text("2[\"b\"]")).isInstanceOf(SocketPacket.Event.class);
    }
}
