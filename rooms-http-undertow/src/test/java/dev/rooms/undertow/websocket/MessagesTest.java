package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.COMPRESSED;
import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.ClientFrames.bytes;
import static dev.rooms.undertow.websocket.ClientFrames.deflated;
import static dev.rooms.undertow.websocket.ClientFrames.fragments;
import static dev.rooms.undertow.websocket.ClientFrames.frames;
import static dev.rooms.undertow.websocket.ClientFrames.utf8;
import static dev.rooms.undertow.websocket.FirstByte.BINARY;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.CONTINUATION;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.PONG;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static dev.rooms.undertow.websocket.Reading.MAX_BYTES;
import static dev.rooms.undertow.websocket.Reading.deflate;
import static dev.rooms.undertow.websocket.Reading.plain;

import dev.rooms.transport.CloseReason;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of text and bytes, whole and in fragments (RFC 6455 §5.4, §5.6, §8.1). */
class MessagesTest {
    private static final String INVALID_TEXT = Found.ofBroken(CloseReason.INVALID_TEXT);
    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final String GREEK = "\u03BA\u1F79\u03C3\u03BC\u03B5";
    private static final String ALL_LENGTHS = "a\u00E4\u20AC\uD83D\uDE00\u0000\uFFFD\uFFFFz";

    static Stream<Reading> messages() {
        String most = "x".repeat(MAX_BYTES);
        return Stream.of(
                plain("a text", frames().frame(FINAL | TEXT, "Hello"), "text Hello"),
                plain(
                        "a text of every length of a character",
                        frames().frame(FINAL | TEXT, ALL_LENGTHS),
                        "text " + ALL_LENGTHS),
                plain("an empty text", frames().frame(FINAL | TEXT), "text "),
                plain("a text with a mask of zeros", frames().mask(0).frame(FINAL | TEXT, GREEK), "text " + GREEK),
                plain("a text of the limit", frames().frame(FINAL | TEXT, most), "text " + most),
                plain("a binary message", frames().frame(FINAL | BINARY, PAYLOAD), "binary 010203"),
                plain("an empty binary message", frames().frame(FINAL | BINARY), "binary "),
                plain("bytes that aren't text", frames().frame(FINAL | BINARY, bytes("FF C0 80")), "binary ffc080"),
                plain(
                        "a text in fragments",
                        frames().frame(TEXT, "Hel").frame(CONTINUATION, "l").frame(FINAL, "o"),
                        "text Hello"),
                plain(
                        "a text in fragments of which some are empty",
                        frames().frame(TEXT)
                                .frame(CONTINUATION)
                                .frame(CONTINUATION, "x")
                                .frame(FINAL),
                        "text x"),
                plain("an empty text in fragments", frames().frame(TEXT).frame(FINAL), "text "),
                plain(
                        "a binary message in fragments",
                        frames().frame(BINARY, PAYLOAD).frame(FINAL, PAYLOAD),
                        "binary 010203010203"),
                plain("a text cut within each character", fragments(utf8(ALL_LENGTHS), 1), "text " + ALL_LENGTHS),
                plain("a text of the limit in fragments", fragments(utf8(most), 300), "text " + most),
                plain(
                        "messages one after the other",
                        frames().frame(FINAL | TEXT, "a")
                                .frame(FINAL | BINARY, PAYLOAD)
                                .frame(TEXT, "b")
                                .frame(FINAL, "c")
                                .frame(FINAL | TEXT, "d"),
                        "text a",
                        "binary 010203",
                        "text bc",
                        "text d"));
    }

    static Stream<Reading> lengths() {
        return IntStream.of(0, 1, 7, 8, 9, 15, 16, 17, 124, 125, 126, 127, 128, 255, 256, 999, 1000)
                .boxed()
                .flatMap(length -> {
                    String text = "0123456789".repeat(100).substring(0, length);
                    return Stream.of(
                            plain(
                                    "a text of " + length,
                                    frames().frame(FINAL | TEXT, text).frame(FINAL | PONG),
                                    "text " + text,
                                    "pong"),
                            plain(
                                    "a binary message of " + length,
                                    frames().frame(FINAL | BINARY, utf8(text)),
                                    Found.ofBinary(utf8(text))));
                });
    }

    static Stream<Reading> bigMessages() {
        byte[] over = new byte[MAX_BYTES + 1];
        return Stream.of(
                plain("a text just over the limit", frames().frame(FINAL | TEXT, over), "too big"),
                plain("a binary message just over the limit", frames().frame(FINAL | BINARY, over), "too big"),
                plain(
                        "a first fragment over the limit",
                        frames().frame(TEXT, over).frame(FINAL),
                        "too big"),
                plain("a message over the limit in fragments", fragments(over, 1), "too big"),
                plain(
                        "a last byte too many",
                        frames().frame(TEXT, new byte[MAX_BYTES]).frame(FINAL, "x"),
                        "too big"),
                plain(
                        "a text over the limit that isn't UTF-8",
                        frames().frame(TEXT, bytes("FF")).frame(FINAL, over),
                        INVALID_TEXT),
                plain(
                        "only a close is told of after it",
                        frames().frame(FINAL | TEXT, over)
                                .frame(FINAL | TEXT, "a")
                                .frame(FINAL | PING)
                                .frame(FINAL | PONG)
                                .frame(BINARY, PAYLOAD)
                                .frame(FINAL | BINARY, over)
                                .frame(FINAL)
                                .frame(FINAL)
                                .frame(FINAL | CLOSE),
                        "too big",
                        "close 1005"),
                plain(
                        "what is broken after it isn't told",
                        frames().frame(FINAL | TEXT, over).raw("83 80").frame(FINAL | CLOSE),
                        "too big"),
                plain(
                        "a bad close after it isn't told",
                        frames().frame(FINAL | TEXT, over).frame(FINAL | CLOSE, bytes("03")),
                        "too big"));
    }

    static Stream<Reading> declaredLengths() {
        return Stream.of(MAX_BYTES + 1L, 65_535L, 65_536L, 1L << 31, 1L << 32, (1L << 32) + 1, 1L << 62, Long.MAX_VALUE)
                .flatMap(length -> Stream.of(
                        plain("a declared length of " + length, frames().header(FINAL | TEXT, length), "too big"),
                        plain(
                                "a declared length of " + length + " after 10 bytes",
                                frames().frame(BINARY, new byte[10]).header(FINAL, length),
                                "too big")));
    }

    static Stream<Reading> brokenTexts() {
        return Stream.of(
                        "C3 28", // half a character
                        "80", // the rest of one
                        "C0 AF", // too long forms of /
                        "E0 80 AF",
                        "F0 80 80 AF",
                        "C1 BF", // the longest too long forms
                        "E0 9F BF",
                        "F0 8F BF BF",
                        "ED A0 80", // half of a surrogate pair
                        "ED BF BF",
                        "ED A0 80 ED B0 80", // both halves
                        "F4 90 80 80", // beyond the last character
                        "F5 80 80 80",
                        "F8 88 80 80 80", // forms that were never in use
                        "FC 84 80 80 80 80",
                        "FE",
                        "FF",
                        "E2 82", // cut off at the end
                        "F0 9F 98",
                        "61 C3",
                        "CE BA E1 BD B9 CF 83 CE BC CE B5 ED A0 80 65 64 69 74 65 64")
                .flatMap(hex -> Stream.of(
                        plain(hex, frames().frame(FINAL | TEXT, bytes(hex)).frame(FINAL | PING), INVALID_TEXT),
                        plain(
                                hex + " after ASCII",
                                frames().frame(FINAL | TEXT, bytes("61 61 61 61 61 61 61 61 61 " + hex)),
                                INVALID_TEXT),
                        plain(hex + " in fragments", fragments(bytes(hex), 1).frame(FINAL | PING), INVALID_TEXT),
                        deflate(
                                hex + " compressed",
                                frames().frame(FINAL | COMPRESSED | TEXT, deflated(bytes(hex))),
                                INVALID_TEXT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"messages", "lengths", "bigMessages", "declaredLengths", "brokenTexts"})
    void whatIsSentIsFoundHoweverItIsCut(Reading reading) {
        reading.tryAllCuts();
    }
}
