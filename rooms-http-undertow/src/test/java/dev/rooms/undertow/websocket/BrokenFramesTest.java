package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.ClientFrames.frames;
import static dev.rooms.undertow.websocket.FirstByte.BINARY;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.CONTINUATION;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.PONG;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static dev.rooms.undertow.websocket.Reading.plain;

import dev.rooms.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that break the protocol (RFC 6455 §5): HOSTILE 10. */
class BrokenFramesTest {
    private static final String PROTOCOL_ERROR = Found.ofBroken(CloseReason.PROTOCOL_ERROR);
    private static final byte[] PAYLOAD = {1, 2, 3};

    static Stream<Reading> brokenFrames() {
        List<Reading> cases = new ArrayList<>();
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            cases.add(plain("opcode " + opcode, frames().frame(FINAL | opcode, PAYLOAD), PROTOCOL_ERROR));
        }
        for (int reserved : new int[] {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70}) {
            for (int opcode : new int[] {TEXT, BINARY, CLOSE, PING, PONG}) {
                String name = "reserved bits " + Integer.toHexString(reserved) + " of opcode " + opcode;
                cases.add(plain(name, frames().frame(FINAL | reserved | opcode), PROTOCOL_ERROR));
            }
        }
        for (int opcode : new int[] {CLOSE, PING, PONG}) {
            cases.add(plain(
                    "control frame " + opcode + " in fragments",
                    frames().frame(opcode).frame(FINAL),
                    PROTOCOL_ERROR));
            cases.add(plain(
                    "control frame " + opcode + " of 126 bytes",
                    frames().frame(FINAL | opcode, new byte[126]),
                    PROTOCOL_ERROR));
            cases.add(plain(
                    "control frame " + opcode + " of 70,000 bytes",
                    frames().header(FINAL | opcode, 70_000),
                    PROTOCOL_ERROR));
        }
        for (int opcode : new int[] {TEXT, BINARY}) {
            cases.add(plain(
                    "opcode " + opcode + " within a message",
                    frames().frame(TEXT, "a").frame(opcode, "b"),
                    PROTOCOL_ERROR));
            cases.add(plain(
                    "a last frame with opcode " + opcode + " within a message",
                    frames().frame(TEXT, "a").frame(FINAL | opcode, "b"),
                    PROTOCOL_ERROR));
        }
        cases.add(plain("a continuation of nothing", frames().frame(CONTINUATION, "a"), PROTOCOL_ERROR));
        cases.add(plain("a last continuation of nothing", frames().frame(FINAL | CONTINUATION, "a"), PROTOCOL_ERROR));
        cases.add(plain(
                "a continuation after the end",
                frames().frame(FINAL | TEXT, "a").frame(FINAL, "b"),
                "text a",
                PROTOCOL_ERROR));
        cases.add(plain("a text without a mask", frames().raw("81 01 41"), PROTOCOL_ERROR));
        cases.add(plain("an empty ping without a mask", frames().raw("89 00"), PROTOCOL_ERROR));
        cases.add(plain("a close without a mask", frames().raw("88 02 03 E8"), PROTOCOL_ERROR));
        cases.add(plain("a length of 125 in two bytes", frames().raw("82 FE 00 7D 01 02 03 04"), PROTOCOL_ERROR));
        cases.add(plain("a length of 0 in two bytes", frames().raw("82 FE 00 00 01 02 03 04"), PROTOCOL_ERROR));
        cases.add(plain(
                "a length of 65,535 in eight bytes",
                frames().raw("82 FF 00 00 00 00 00 00 FF FF 01 02 03 04"),
                PROTOCOL_ERROR));
        cases.add(plain(
                "a length with its first bit set",
                frames().raw("82 FF 80 00 00 00 00 00 00 01 01 02 03 04"),
                PROTOCOL_ERROR));
        cases.add(plain("a length of all ones", frames().raw("82 FF FF FF FF FF FF FF FF FF"), PROTOCOL_ERROR));
        cases.add(plain(
                "nothing is read after what is broken",
                frames().frame(FINAL | TEXT, "a")
                        .raw("83 80")
                        .frame(FINAL | TEXT, "b")
                        .frame(FINAL | CLOSE),
                "text a",
                PROTOCOL_ERROR));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"brokenFrames"})
    void whatIsBrokenIsToldHoweverItIsCut(Reading reading) {
        reading.tryAllCuts();
    }
}
