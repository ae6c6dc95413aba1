package dev.rooms.undertow;

import static dev.rooms.undertow.RawClient.BINARY;
import static dev.rooms.undertow.RawClient.CLOSE;
import static dev.rooms.undertow.RawClient.CONTINUATION;
import static dev.rooms.undertow.RawClient.FINAL;
import static dev.rooms.undertow.RawClient.PING;
import static dev.rooms.undertow.RawClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from one client: CONTRACT §3 and §5, RFC 6455 §5 to §8. */
class MessageLimitsTest {
    private static final int MAX_BYTES = 1 << 20;

    private static RunningServer running;

    @BeforeAll
    static void start() {
        running = RunningServer.start();
        running.rooms()
                .on(
                        "count",
                        com.fasterxml.jackson.databind.JsonNode.class,
                        (client, data, incoming) ->
                                incoming.acknowledge(data.textValue().length()));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** An envelope of exactly so many bytes, filled with characters of 3 bytes each. */
    private static byte[] envelope(int bytes) {
        String frame = "{\"event\":\"count\",\"ackId\":1,\"data\":\"%s\"}";
        int rest = bytes - frame.length() + 2;
        String text = String.format(frame, "\u20AC".repeat(rest / 3) + "x".repeat(rest % 3));
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        assertThat(encoded).hasSize(bytes);
        return encoded;
    }

    @Test
    @DisplayName("CONTRACT §5: bytes of one message (1 MiB), counted in UTF-8")
    void aMessageOfExactlyTheLimitIsRead() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | TEXT, envelope(MAX_BYTES));
            int characters = (MAX_BYTES - 37 + 2) / 3;
            assertThat(client.receiveText("\"ackId\":1"))
                    .contains("\"data\":")
                    .matches(text ->
                            Math.abs(Integer.parseInt(text.replaceAll(".*\"data\":(\\d+).*", "$1")) - characters) < 5);
        }
    }

    @Test
    @DisplayName("HOSTILE 11: a message just over the limit, whole")
    void aMessageOverTheLimitIsClosedWith1009() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | TEXT, envelope(MAX_BYTES + 1));
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("HOSTILE 11: a message just over the limit, in 10,000 fragments")
    void aFragmentedMessageOverTheLimitIsClosedWith1009() throws IOException {
        byte[] message = envelope(MAX_BYTES + 1);
        try (RawClient client = RawClient.open(running.server())) {
            int piece = message.length / 10_000;
            for (int from = 0, i = 0; from < message.length; from += piece, i++) {
                byte[] fragment = Arrays.copyOfRange(message, from, Math.min(message.length, from + piece));
                client.send((i == 0 ? TEXT : CONTINUATION) | (from + piece >= message.length ? FINAL : 0), fragment);
            }
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aFragmentedMessageIsOneMessageWithPingsInBetween() throws IOException {
        byte[] message = envelope(30_000);
        try (RawClient client = RawClient.open(running.server())) {
            client.send(TEXT, Arrays.copyOfRange(message, 0, 10_001));
            client.send(FINAL | PING, new byte[] {1});
            client.send(CONTINUATION, Arrays.copyOfRange(message, 10_001, 20_000));
            client.send(CONTINUATION, new byte[0]);
            client.send(FINAL | CONTINUATION, Arrays.copyOfRange(message, 20_000, 30_000));
            assertThat(client.receive(RawClient.PONG).payload()).containsExactly(1);
            assertThat(client.receiveText("\"ackId\":1")).contains("\"ack\"");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX_BYTES + 1L, 1L << 31, 1L << 40, Long.MAX_VALUE})
    @DisplayName("HOSTILE 10: a declared length of 2^63-1 refused before allocation")
    void aDeclaredLengthOverTheLimitIsClosedBeforeItComes(long length) throws IOException {
        for (int opcode : new int[] {TEXT, BINARY, FINAL | TEXT, FINAL | BINARY}) {
            try (RawClient client = RawClient.open(running.server())) {
                client.write(RawClient.header(opcode, length));
                assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1009);
            }
        }
    }

    @Test
    @DisplayName("HOSTILE 10: lengths that add up to more than a number holds")
    void declaredLengthsThatOverflowDontGetPast() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(TEXT, new byte[10]).write(RawClient.header(FINAL | CONTINUATION, Long.MAX_VALUE));
            client.write(new byte[MAX_BYTES]);
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("CONTRACT §3: a binary message is closed with 1003")
    void aBinaryMessageIsClosedWith1003() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | BINARY, new byte[] {1, 2});
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1003);
        }
    }

    @Test
    @DisplayName("HOSTILE 10: invalid UTF-8 1007")
    void textThatIsNotUtf8IsClosedWith1007() throws IOException {
        try (RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            client.send(FINAL | TEXT, new byte[] {'a', (byte) 0xC3, '('});
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1007);
            assertThat(client.isEnded()).isTrue();
            await().until(() -> running.rooms().registry().roomCount() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 01 41", // unmasked
                "C1 81 01 02 03 04 41", // RSV1 without an extension
                "83 81 01 02 03 04 41", // a reserved opcode
                "09 80 01 02 03 04", // a control frame in fragments
                "89 FE 00 7E 01 02 03 04", // a control frame of 126 bytes
                "80 80 01 02 03 04", // a continuation of nothing
                "81 FF FF FF FF FF FF FF FF FF 01 02 03 04", // a length over 2^63
                "88 81 01 02 03 04 41" // half a close code
            })
    @DisplayName("HOSTILE 10: broken frames 1002")
    void aBrokenFrameIsClosedWith1002(String hex) throws IOException {
        try (RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            client.write(java.util.HexFormat.ofDelimiter(" ").parseHex(hex));
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(1002);
            assertThat(client.isEnded()).isTrue();
            await().until(() -> running.rooms().registry().roomCount() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3001, 4999})
    @DisplayName("RFC 6455 §5.5.1: a close frame is answered with its code, and the connection ends")
    void aCloseFrameIsAnsweredWithItsCode(int code) throws IOException {
        try (RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            client.send(FINAL | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
            assertThat(client.receive(CLOSE).closeCode()).isEqualTo(code);
            assertThat(client.isEnded()).isTrue();
            await().until(() -> running.rooms().clientCount() == 0);
        }
    }

    @Test
    void anEmptyCloseFrameIsAnsweredWithAnEmptyOne() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | CLOSE, new byte[0]);
            assertThat(client.receive(CLOSE).payload()).isEmpty();
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anEmptyTextIsAMessage() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | TEXT, new byte[0]);
            assertThat(client.receiveText("\"error\"")).contains("error");
        }
    }
}
