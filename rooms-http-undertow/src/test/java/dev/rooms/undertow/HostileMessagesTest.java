package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are to break, fill or wear out the server; a client beside the one that sends them notices nothing. */
class HostileMessagesTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MANY = 1_000;
    private static final int A_FEW_MEGABYTES = 8 << 20;

    private Siege siege;

    @BeforeEach
    void begin() throws IOException {
        siege = Siege.begin(limits -> limits.withMaxMessageBytes(MAX_BYTES));
    }

    @AfterEach
    void end() throws IOException {
        siege.close();
    }

    private void assertClosedWith(int code, Wire attacker) throws Exception {
        assertThat(attacker.readClose().closeCode()).isEqualTo(code);
        attacker.close();
        siege.assertUnharmed();
        assertThat(siege.counted(Counter.DISCONNECTED)).isOne();
    }

    /** Sends it a million times, or until the server has had enough. */
    private static void sendUntilRefused(Wire attacker, Frame frame) throws IOException {
        Frame[] some = new Frame[MANY];
        Arrays.fill(some, frame);
        try {
            for (int i = 0; i < MANY && !attacker.hasBytes(); i++) {
                attacker.send(some);
            }
        } catch (SocketException hungUp) {
            // What it said before is still to be read.
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1002, an unmasked frame, 81 01 41",
        "1002, RSV1 on a control frame, C9 80 01 02 03 04",
        "1002, RSV1 on a continuation, 01 80 01 02 03 04 C0 80 01 02 03 04",
        "1002, RSV2, A1 81 01 02 03 04 41",
        "1002, RSV3, 91 81 01 02 03 04 41",
        "1002, a reserved opcode of data, 83 80 01 02 03 04",
        "1002, a reserved opcode of control, 8B 80 01 02 03 04",
        "1002, a ping in fragments, 09 80 01 02 03 04",
        "1002, a close in fragments, 08 80 01 02 03 04",
        "1002, a ping of 126 bytes, 89 FE 00 7E 01 02 03 04",
        "1002, a ping whose length takes eight bytes, 89 FF 00 00 00 00 00 00 00 01 01 02 03 04",
        "1002, a continuation first, 80 80 01 02 03 04",
        "1002, text amid text, 01 80 01 02 03 04 81 80 01 02 03 04",
        "1002, a length with its first bit set, 81 FF FF FF FF FF FF FF FF FF 01 02 03 04",
        "1002, a close of one byte, 88 81 01 02 03 04 41",
        "1002, a close code that may not be sent, 88 82 00 00 00 00 03 ED",
        "1007, text that isn't UTF-8, 81 81 00 00 00 00 FF",
        "1007, text that ends within a character, 81 81 00 00 00 00 C3",
        "1009, a text of 2^63-1 bytes, 81 FF 7F FF FF FF FF FF FF FF 01 02 03 04",
        "1009, a fragment of 2^63-1 bytes, 01 FF 7F FF FF FF FF FF FF FF 01 02 03 04"
    })
    @DisplayName("HOSTILE 10: broken frames")
    void aBrokenFrameEndsItsConnectionAlone(int code, String what, String hex) throws Exception {
        Wire attacker = siege.member("lobby");
        attacker.write(HexFormat.ofDelimiter(" ").parseHex(hex));
        assertClosedWith(code, attacker);
    }

    @Test
    @DisplayName("HOSTILE 10: many messages that are announced and never come take no memory")
    void lengthsThatAreOnlyDeclaredTakeNoMemory() throws Exception {
        int attackers = 100;
        byte[] header = ByteBuffer.allocate(15)
                .put((byte) 0x82)
                .put((byte) 0xFF)
                .putLong(MAX_BYTES)
                .putInt(7)
                .put((byte) 0)
                .array();
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < attackers; i++) {
            wires.add(siege.member("lobby"));
        }
        long before = siege.allocatedBytes();
        for (Wire wire : wires) {
            wire.write(header);
            // Its first byte is read by the time that this comes back.
            siege.rooms().to("lobby").emit("seen", wires.indexOf(wire));
            wire.readText("\"seen\"");
        }
        assertThat(siege.allocatedBytes() - before).isLessThan((long) attackers * MAX_BYTES / 2);
        for (Wire wire : wires) {
            wire.reset();
        }
        siege.assertUnharmed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("HOSTILE 12: endless empty or one-byte fragments")
    void endlessFragmentsAreClosedWith1008(int size) throws Exception {
        Wire attacker = siege.member("lobby");
        attacker.send(Frame.text("").more());
        sendUntilRefused(
                attacker, Frame.of(Frame.CONTINUATION, "x".repeat(size)).more());
        assertClosedWith(1008, attacker);
    }

    @Test
    @DisplayName("HOSTILE 11: a compressed message counts inflated")
    void aCompressedMessageOverTheLimitIsClosedWith1009() throws Exception {
        Wire attacker = deflating();
        attacker.send(attacker.compression().compress(Frame.text("x".repeat(MAX_BYTES + 1))));
        assertClosedWith(1009, attacker);
    }

    @Test
    @DisplayName("HOSTILE 11: a compressed message in 10,000 fragments counts inflated")
    void aCompressedMessageOverTheLimitInFragmentsIsClosedWith1009() throws Exception {
        Wire attacker = deflating();
        Frame message = attacker.compression().compress(Frame.text(noise(MAX_BYTES + 1)));
        for (Frame fragment : message.fragments(message.payload().length / 10_000)) {
            attacker.send(fragment);
        }
        assertClosedWith(1009, attacker);
    }

    @Test
    @DisplayName("HOSTILE 13: a deflate bomb: refused, heap flat")
    void aDeflateBombIsRefusedBeforeItGoesOff() throws Exception {
        Wire attacker = deflating();
        Frame bomb = bomb(attacker);
        // Else it would be refused for what it is, not for what it inflates to.
        assertThat(bomb.payload().length).isLessThan(2 * MAX_BYTES);
        long before = siege.allocatedBytes();
        attacker.send(bomb);
        assertClosedWith(1009, attacker);
        assertThat(siege.allocatedBytes() - before).isLessThan(A_FEW_MEGABYTES);
    }

    @Test
    @DisplayName("HOSTILE 13: a deflate stream that inflates to nothing, without end")
    void endlessEmptyBlocksAreRefused() throws Exception {
        Wire attacker = deflating();
        long before = siege.allocatedBytes();
        // Stored blocks without a byte in them (RFC 1951 §3.2.4).
        byte[] blocks = HexFormat.of().parseHex("000000ffff".repeat(100));
        attacker.send(Frame.text("").rsv(4).more());
        sendUntilRefused(attacker, Frame.of(Frame.CONTINUATION, blocks).more());
        assertClosedWith(1009, attacker);
        assertThat(siege.allocatedBytes() - before).isLessThan(A_FEW_MEGABYTES);
    }

    @Test
    @DisplayName("HOSTILE 13: what isn't deflate data is closed with 1002")
    void whatIsNoDeflateDataIsClosedWith1002() throws Exception {
        Wire attacker = deflating();
        attacker.send(Frame.text(new byte[] {6, 6, 6}).rsv(4));
        assertClosedWith(1002, attacker);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server_max_window_bits=0",
                "server_max_window_bits=7",
                "server_max_window_bits=16",
                "server_max_window_bits=1000000000000",
                "server_max_window_bits=-8",
                "server_max_window_bits",
                "server_max_window_bits=eight",
                "client_max_window_bits=0",
                "client_max_window_bits=7",
                "client_max_window_bits=16",
                "client_max_window_bits=\"\"",
                "client_max_window_bits; client_max_window_bits",
                "server_no_context_takeover=1",
                "unheard_of"
            })
    @DisplayName("HOSTILE 13: silly window bits are not agreed to, and the connection works without")
    void sillyParametersAreNotAgreedTo(String parameters) throws Exception {
        Wire client = Wire.open(siege.port(), "Sec-WebSocket-Extensions: permessage-deflate; " + parameters);
        assertThat(client.extensions()).isEmpty();
        Siege.joined(client, "lobby").close();
        siege.assertUnharmed();
    }

    /** 1 GiB of zeros: 1,024 times 1 MiB, each compressed for itself. */
    private static Frame bomb(Wire wire) {
        byte[] part = wire.compression().compress(Frame.text(new byte[1 << 20])).payload();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int i = 0; i < 1_024; i++) {
            parts.writeBytes(part);
            parts.writeBytes(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF});
        }
        return Frame.text(parts.toByteArray()).rsv(4);
    }

    private Wire deflating() throws IOException {
        Wire wire = Wire.open(siege.port(), "Sec-WebSocket-Extensions: permessage-deflate");
        assertThat(wire.extensions()).isPresent();
        return Siege.joined(wire, "lobby");
    }

    /** Text that hardly gets smaller. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
