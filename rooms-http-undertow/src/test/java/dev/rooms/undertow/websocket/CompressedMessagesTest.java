package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.COMPRESSED;
import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.ClientFrames.bytes;
import static dev.rooms.undertow.websocket.ClientFrames.deflated;
import static dev.rooms.undertow.websocket.ClientFrames.frames;
import static dev.rooms.undertow.websocket.ClientFrames.utf8;
import static dev.rooms.undertow.websocket.FirstByte.BINARY;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.CONTINUATION;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static dev.rooms.undertow.websocket.Reading.MAX_BYTES;
import static dev.rooms.undertow.websocket.Reading.deflate;

import dev.rooms.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages by permessage-deflate (RFC 7692 §7.2). */
class CompressedMessagesTest {
    private static final String PROTOCOL_ERROR = Found.ofBroken(CloseReason.PROTOCOL_ERROR);
    private static final String INVALID_TEXT = Found.ofBroken(CloseReason.INVALID_TEXT);
    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final String ALL_LENGTHS = "a\u00E4\u20AC\uD83D\uDE00\u0000\uFFFD\uFFFFz";

    static Stream<Reading> compressed() {
        byte[] hello = deflated(utf8("Hello"));
        String most = "x".repeat(MAX_BYTES);
        byte[] noise = new byte[MAX_BYTES];
        new Random(1).nextBytes(noise);
        int text = COMPRESSED | TEXT;
        return Stream.of(
                deflate("a compressed text", frames().frame(FINAL | text, hello), "text Hello"),
                deflate(
                        "a compressed text of the limit",
                        frames().frame(FINAL | text, deflated(utf8(most))),
                        "text " + most),
                deflate(
                        "a compressed text of every length of a character",
                        frames().frame(FINAL | text, deflated(utf8(ALL_LENGTHS))),
                        "text " + ALL_LENGTHS),
                deflate("an empty compressed text", frames().frame(FINAL | text, bytes("00")), "text "),
                deflate(
                        "a compressed binary message",
                        frames().frame(FINAL | COMPRESSED | BINARY, deflated(PAYLOAD)),
                        "binary 010203"),
                deflate(
                        "a message that doesn't get smaller",
                        frames().frame(FINAL | COMPRESSED | BINARY, deflated(noise)),
                        Found.ofBinary(noise)),
                deflate("a message that isn't compressed", frames().frame(FINAL | TEXT, "Hello"), "text Hello"),
                deflate(
                        "messages with windows of their own",
                        frames().frame(FINAL | text, hello)
                                .frame(FINAL | TEXT, "x")
                                .frame(FINAL | text, hello),
                        "text Hello",
                        "text x",
                        "text Hello"),
                deflate(
                        "a compressed text in fragments, with a ping",
                        frames().frame(text, bytes("F2"))
                                .frame(FINAL | PING)
                                .frame(CONTINUATION, bytes("48 CD C9 C9"))
                                .frame(CONTINUATION)
                                .frame(FINAL, bytes("07 00")),
                        "ping ",
                        "text Hello"),
                // The examples of RFC 7692 §7.2.3.
                deflate(
                        "an example that shares a window, which none does here",
                        frames().frame(FINAL | text, bytes("F2 00 11 00 00")),
                        PROTOCOL_ERROR),
                deflate(
                        "the example without compression",
                        frames().frame(FINAL | text, bytes("00 05 00 FA FF 48 65 6C 6C 6F 00")),
                        "text Hello"),
                deflate(
                        "the example with a last block",
                        frames().frame(FINAL | text, bytes("F3 48 CD C9 C9 07 00 00")),
                        "text Hello"),
                deflate(
                        "the same without what follows it",
                        frames().frame(FINAL | text, bytes("F3 48 CD C9 C9 07 00")),
                        "text Hello"),
                deflate(
                        "the example with two blocks",
                        frames().frame(FINAL | text, bytes("F2 48 05 00 00 00 FF FF CA C9 C9 07 00")),
                        "text Hello"),
                deflate(
                        "two last blocks",
                        frames().frame(FINAL | text, bytes("F3 48 CD C9 C9 07 00 F3 48 CD C9 C9 07 00")),
                        "text HelloHello"),
                deflate(
                        "a compressed continuation",
                        frames().frame(text, bytes("F2")).frame(FINAL | COMPRESSED, bytes("00")),
                        PROTOCOL_ERROR),
                deflate("a compressed ping", frames().frame(FINAL | COMPRESSED | PING), PROTOCOL_ERROR),
                deflate("a compressed close", frames().frame(FINAL | COMPRESSED | CLOSE), PROTOCOL_ERROR),
                deflate("other reserved bits", frames().frame(FINAL | 0x60 | TEXT, hello), PROTOCOL_ERROR),
                deflate("a block of no type", frames().frame(FINAL | text, bytes("06 00")), PROTOCOL_ERROR),
                deflate(
                        "a distance to before the beginning",
                        frames().frame(FINAL | text, bytes("4A 04 02 40 00")),
                        PROTOCOL_ERROR),
                deflate("a block cut off", frames().frame(FINAL | text, bytes("F2 48 CD")), PROTOCOL_ERROR),
                deflate("nothing at all", frames().frame(FINAL | text), PROTOCOL_ERROR),
                deflate(
                        "what is broken after a character that is",
                        frames().frame(FINAL | text, corruptAfter(bytes("61 FF 61"))),
                        INVALID_TEXT),
                deflate(
                        "what is broken after text",
                        frames().frame(FINAL | text, corruptAfter(utf8("Hello"))),
                        PROTOCOL_ERROR),
                deflate(
                        "what is broken after too much",
                        frames().frame(FINAL | text, corruptAfter(new byte[MAX_BYTES + 1])),
                        "too big"),
                deflate(
                        "a byte too many when inflated",
                        frames().frame(FINAL | text, deflated(new byte[MAX_BYTES + 1])),
                        "too big"),
                deflate(
                        "a bad character before the limit",
                        frames().frame(FINAL | text, deflated(utf8ThenBad(MAX_BYTES - 1))),
                        INVALID_TEXT),
                deflate(
                        "a bad character after the limit",
                        frames().frame(FINAL | text, deflated(utf8ThenBad(MAX_BYTES))),
                        "too big"),
                deflate(
                        "close is told of after a bomb",
                        frames().frame(text, deflated(new byte[100_000]))
                                .frame(FINAL)
                                .frame(FINAL | PING)
                                .frame(FINAL | CLOSE),
                        "too big",
                        "close 1005"),
                deflate(
                        "blocks of nothing without an end",
                        frames().header(text, Inflation.mostBytes(MAX_BYTES) + 1),
                        "too big"));
    }

    private static byte[] corruptAfter(byte[] sound) {
        return new ClientFrames().raw(deflated(sound)).raw("00 00 FF FF 06").bytes();
    }

    private static byte[] utf8ThenBad(int length) {
        byte[] text = "x".repeat(length + 2).getBytes(StandardCharsets.US_ASCII);
        text[length] = (byte) 0xFF;
        return text;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"compressed"})
    void whatIsSentIsFoundHoweverItIsCut(Reading reading) {
        reading.tryAllCuts();
    }
}
