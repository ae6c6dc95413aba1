package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.ClientFrames.bytes;
import static dev.rooms.undertow.websocket.ClientFrames.frames;
import static dev.rooms.undertow.websocket.ClientFrames.utf8;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.PONG;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static dev.rooms.undertow.websocket.Reading.plain;

import dev.rooms.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pings, pongs and close frames (RFC 6455 §5.5, §7.4). */
class ControlFramesTest {
    private static final String PROTOCOL_ERROR = Found.ofBroken(CloseReason.PROTOCOL_ERROR);
    private static final String INVALID_TEXT = Found.ofBroken(CloseReason.INVALID_TEXT);
    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final String GREEK = "\u03BA\u1F79\u03C3\u03BC\u03B5";

    static Stream<Reading> controlFrames() {
        byte[] longest = new byte[125];
        new Random(1).nextBytes(longest);
        return Stream.of(
                plain("a ping", frames().frame(FINAL | PING, PAYLOAD), "ping 010203"),
                plain("an empty ping", frames().frame(FINAL | PING), "ping "),
                plain("the longest ping", frames().frame(FINAL | PING, longest), Found.ofPing(longest)),
                plain("a pong that nobody asked for", frames().frame(FINAL | PONG, PAYLOAD), "pong"),
                plain("the longest pong", frames().frame(FINAL | PONG, longest), "pong"),
                plain(
                        "control frames between fragments",
                        frames().frame(TEXT, "a")
                                .frame(FINAL | PING, PAYLOAD)
                                .frame(FINAL, "b")
                                .frame(FINAL | PONG),
                        "ping 010203",
                        "text ab",
                        "pong"),
                plain(
                        "a ping within a character",
                        frames().frame(TEXT, bytes("E2 82")).frame(FINAL | PING).frame(FINAL, bytes("AC")),
                        "ping ",
                        "text \u20AC"),
                plain(
                        "a close between fragments",
                        frames().frame(TEXT, "a").frame(FINAL | CLOSE).frame(FINAL, "b"),
                        "close 1005"));
    }

    static Stream<Reading> closeFrames() {
        List<Reading> cases = new ArrayList<>();
        for (int code : new int[] {
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999
        }) {
            cases.add(plain("close " + code, close(code, ""), Found.ofClose(code)));
        }
        for (int code : new int[] {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
            cases.add(plain("close " + code + ", which mustn't be sent", close(code, ""), PROTOCOL_ERROR));
        }
        cases.add(plain("close without a code", frames().frame(FINAL | CLOSE), "close 1005"));
        cases.add(plain("close with half a code", frames().frame(FINAL | CLOSE, bytes("03")), PROTOCOL_ERROR));
        cases.add(plain("close with a text", close(1000, GREEK), "close 1000"));
        cases.add(plain("close with the longest text", close(1001, "x".repeat(123)), "close 1001"));
        cases.add(plain("close with a text too long", close(1000, "x".repeat(124)), PROTOCOL_ERROR));
        cases.add(plain(
                "close with half a character", frames().frame(FINAL | CLOSE, bytes("03 E8 61 C3")), INVALID_TEXT));
        cases.add(plain(
                "close with a text that isn't UTF-8",
                frames().frame(FINAL | CLOSE, bytes("03 E8 ED A0 80")),
                INVALID_TEXT));
        cases.add(plain(
                "nothing is read after a close",
                close(1000, "").frame(FINAL | TEXT, "a").frame(FINAL | PING).raw("FF FF FF"),
                "close 1000"));
        return cases.stream();
    }

    private static ClientFrames close(int code, String text) {
        return frames().frame(
                        FINAL | CLOSE,
                        new ClientFrames()
                                .raw((byte) (code >> 8), (byte) code)
                                .raw(utf8(text))
                                .bytes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"controlFrames", "closeFrames"})
    void whatIsSentIsFoundHoweverItIsCut(Reading reading) {
        reading.tryAllCuts();
    }
}
