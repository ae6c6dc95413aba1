package dev.rooms.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
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

    @ParameterizedTest
    @CsvSource({
        "0, 81 00",
        "1, 81 01",
        "125, 81 7d",
        "126, 81 7e 00 7e",
        "65535, 81 7e ff ff",
        "65536, 81 7f 00 00 00 00 00 01 00 00"
    })
    @DisplayName("RFC 6455 §5.2: the header has no mask and the shortest length there is")
    void theWholeFrameIsHeaderAndPayload(int size, String header) {
        Frame frame = Frame.text("x".repeat(size));
        byte[] start = HexFormat.ofDelimiter(" ").parseHex(header);
        ByteBuffer wire = ByteBuffer.allocate(frame.wireSize());
        assertThat(frame.putWire(0, wire)).isEqualTo(start.length + size);
        assertThat(Arrays.copyOf(wire.array(), start.length)).isEqualTo(start);
        assertThat(wire.flip().position(start.length)).isEqualTo(frame.payload());
    }

    @Test
    void aFrameIsPutInPiecesWhereTheTargetIsSmall() {
        Frame frame = Frame.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        ByteBuffer target = ByteBuffer.allocate(3);
        assertThat(frame.putWire(0, target)).isEqualTo(3);
        assertThat(target.array()).containsExactly(0x82, 3, 1);
        assertThat(frame.putWire(3, target.clear())).isEqualTo(2);
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    }

    @Test
    @DisplayName("RFC 6455 §5.5.1: a close frame is answered with its own code")
    void theAnswerToACloseFrameRepeatsItsCode() {
        assertThat(Frame.closeAnswer(4001).payload()).isEqualTo(ByteBuffer.wrap(new byte[] {0x0F, (byte) 0xA1}));
        assertThat(Frame.closeAnswer(1005).size()).isZero();
        assertThat(Frame.closeAnswer(1001).reason()).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    @DisplayName("RFC 7692: compressed once, and marked by its first reserved bit")
    void aCompressedFrameIsShorterAndTheSameForAll() throws DataFormatException {
        Frame frame = Frame.text("{\"event\":\"tick\"}".repeat(20));
        Frame compressed = frame.compressed();
        assertThat(compressed).isSameAs(frame.compressed());
        assertThat(compressed.size()).isLessThan(frame.size());
        ByteBuffer wire = ByteBuffer.allocate(compressed.wireSize());
        compressed.putWire(0, wire);
        assertThat(wire.get(0)).isEqualTo((byte) 0xC1);

        Inflater inflater = new Inflater(true);
        ByteBuffer payload = compressed.payload();
        byte[] input = new byte[payload.remaining() + 4];
        payload.get(input, 0, payload.remaining());
        input[input.length - 2] = (byte) 0xFF;
        input[input.length - 1] = (byte) 0xFF;
        inflater.setInput(input);
        byte[] inflated = new byte[frame.size() + 1];
        assertThat(inflater.inflate(inflated)).isEqualTo(frame.size());
        inflater.end();
        assertThat(ByteBuffer.wrap(inflated, 0, frame.size())).isEqualTo(frame.payload());
    }

    @Test
    void whatCompressingDoesNotShortenStaysAsItIs() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Frame frame = Frame.binary(ByteBuffer.wrap(noise));
        assertThat(frame.compressed()).isSameAs(frame);
        assertThat(Frame.text("").compressed().size()).isZero();
        assertThat(Frame.ping().compressed()).isSameAs(Frame.ping());
    }
}
