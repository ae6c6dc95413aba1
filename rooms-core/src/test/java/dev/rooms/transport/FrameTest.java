package dev.rooms.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {

    @Test
    void aTextIsItsUtf8AndStaysTheTextThatItWas() {
        Frame frame = Frame.text("h\u00e9 \ud83d\ude00");
        assertThat(frame.kind()).isEqualTo(Frame.Kind.TEXT);
        assertThat(frame.size()).isEqualTo(8);
        assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap("h\u00e9 \ud83d\ude00".getBytes(StandardCharsets.UTF_8)));
        assertThat(frame.text()).isEqualTo("h\u00e9 \ud83d\ude00").isSameAs(frame.text());
    }

    @Test
    @DisplayName("HOSTILE 5: every recipient gets identical bytes")
    void aPayloadCannotBeChangedByWhoSharesIt() {
        byte[] bytes = {1, 2, 3};
        Frame frame = Frame.binary(ByteBuffer.wrap(bytes, 1, 2));
        bytes[1] = 9;
        ByteBuffer view = frame.payload();
        assertThat(view.get()).isEqualTo((byte) 2);
        assertThat(frame.payload().remaining()).as("a position of its own").isEqualTo(2);
        assertThatThrownBy(() -> frame.payload().put(0, (byte) 7)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(view.hasArray()).isFalse();
    }

    @Test
    void makingAFrameLeavesTheBufferItWasMadeFromAsItWas() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2});
        assertThat(Frame.pong(bytes).payload()).isEqualTo(bytes);
        assertThat(bytes.remaining()).isEqualTo(2);
    }

    @Test
    void onlyACloseFrameHasAReason() {
        assertThatThrownBy(() -> Frame.ping().reason()).isInstanceOf(IllegalStateException.class);
        assertThat(Frame.ping().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    @DisplayName("RFC 6455 §5.5.1: code and text, 125 bytes at most")
    void aCloseFrameIsItsCodeAndText(CloseReason reason) {
        Frame frame = Frame.close(reason);
        assertThat(frame.kind()).isEqualTo(Frame.Kind.CLOSE);
        assertThat(frame.reason()).isEqualTo(reason);
        ByteBuffer payload = frame.payload();
        assertThat((int) payload.getChar()).isEqualTo(reason.code());
        byte[] text = new byte[payload.remaining()];
        payload.get(text);
        assertThat(new String(text, StandardCharsets.UTF_8))
                .isEqualTo(reason.text())
                .isNotBlank();
        assertThat(text).hasSizeLessThanOrEqualTo(123);
    }

    @Test
    @DisplayName("CONTRACT §3, §5: 1003 binary, 1009 too big, 1013 too slow; RFC 6455 §7.4.1 for the rest")
    void theTableOfCodes() {
        assertThat(Arrays.stream(CloseReason.values())
                        .map(reason -> reason + " " + reason.code() + " " + reason.mayReturn()))
                .containsExactly(
                        "NORMAL 1000 true",
                        "GOING_AWAY 1001 true",
                        "PROTOCOL_ERROR 1002 false",
                        "UNSUPPORTED_DATA 1003 false",
                        "LOST 1006 true",
                        "INVALID_TEXT 1007 false",
                        "POLICY_VIOLATION 1008 false",
                        "TOO_BIG 1009 false",
                        "INTERNAL_ERROR 1011 true",
                        "TOO_SLOW 1013 true",
                        "FULL 1013 true",
                        "NO_HEARTBEAT 1001 true");
        assertThat(CloseReason.TOO_SLOW.text()).as("CONTRACT §5").isEqualTo("Try again later");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, NORMAL",
        "1005, NORMAL",
        "1001, GOING_AWAY",
        "1002, PROTOCOL_ERROR",
        "1003, UNSUPPORTED_DATA",
        "1006, LOST",
        "1007, INVALID_TEXT",
        "1008, POLICY_VIOLATION",
        "1009, TOO_BIG",
        "1011, INTERNAL_ERROR",
        "1013, TOO_SLOW",
        "3000, NORMAL",
        "4999, NORMAL",
        "0, LOST",
        "-1, LOST",
        "999, LOST",
        "1004, LOST",
        "1015, LOST",
        "2999, LOST"
    })
    void anyCodeThatAPeerOrAContainerReportsHasAReason(int code, CloseReason reason) {
        assertThat(CloseReason.ofCode(code)).isEqualTo(reason);
    }
}
