package dev.rooms.protocol.socketio;

import static dev.rooms.protocol.socketio.Decoding.assertViolation;
import static dev.rooms.protocol.socketio.Decoding.read;
import static dev.rooms.protocol.socketio.Decoding.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.EventNames;
import dev.rooms.Json;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                        | /       | {}",
                "0{\"token\":\"123\"}     | /       | {\"token\":\"123\"}",
                "0/,                      | /       | {}",
                "0/custom                 | /custom | {}",
                "0/custom,                | /custom | {}",
                "0/custom,{\"a\" : 1.50}  | /custom | {\"a\" : 1.50}",
                "0/custom?x=1,{}          | /custom | {}",
                "0/custom?x=1             | /custom | {}",
                "0/custom?x=1,y=2,{}      | VIOLATION | {}",
            })
    void aConnectHasItsNamespaceAndAuth(String text, String namespace, String auth) {
        if (namespace.equals("VIOLATION")) {
            assertViolation(text, "malformed");
            return;
        }
        SocketPacket.Connect connect = read(text, SocketPacket.Connect.class);
        assertThat(connect.namespace()).isEqualTo(namespace);
        assertThat(connect.auth().json()).isEqualTo(new Json(auth));
        assertThat(connect.auth().tree().isObject()).isTrue();
    }

    @Test
    void aDisconnectHasItsNamespace() {
        assertThat(read("1")).isEqualTo(new SocketPacket.Disconnect("/"));
        assertThat(read("1/custom")).isEqualTo(new SocketPacket.Disconnect("/custom"));
        assertThat(read("1/custom,")).isEqualTo(new SocketPacket.Disconnect("/custom"));
    }

    @Test
    void anEventHasItsArgumentsAsTheyWereWritten() {
        SocketPacket.Event event =
                read("2[\"message\" , 1.50,\"h\\u00e9\", { \"3\" : [true,null]} ,null ]", SocketPacket.Event.class);
        assertThat(event.name()).isEqualTo("message");
        assertThat(event.ackId()).isNull();
        assertThat(texts(event.arguments().values()))
                .containsExactly("1.50", "\"h\\u00e9\"", "{ \"3\" : [true,null]}", "null");
        assertThat(event.arguments().values().get(1).tree().textValue()).isEqualTo("h\u00e9");
        assertThat(event.arguments().values().get(2).tree().at("/3/0").booleanValue())
                .isTrue();
        assertThat(event.arguments().values().get(3).tree().isNull()).isTrue();
        assertThat(event.arguments().attachments()).isEmpty();
    }

    @Test
    void argumentsAreKeptAsTheyWereWrittenWhereverTheParsersBuffersEnd() {
        for (int length = 31_900; length < 32_900; length += 7) {
            String string = "\"" + "x\u00e9".repeat(length / 2) + "\"";
            SocketPacket.Event event = read(
                    "2/chat,7[\"e\",1234.50, " + string + " ,[" + " ".repeat(length) + "],98765]",
                    SocketPacket.Event.class);
            assertThat(texts(event.arguments().values()))
                    .containsExactly("1234.50", string, "[" + " ".repeat(length) + "]", "98765");
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1.50,1.50", "-7,-7", "1e3,1e3"})
    void anEventsNameMayBeANumber(String number, String name) {
        assertThat(read("2[" + number + "]", SocketPacket.Event.class).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "toString", "", " ", "Connect", "\ud83d\ude00"})
    void noOtherNameIsSpecial(String name) {
        assertThat(read("2[\"" + name + "\",1]", SocketPacket.Event.class).name())
                .isEqualTo(name);
    }

    @Test
    void aReservedNameIsAViolation() {
        for (String name : EventNames.RESERVED) {
            assertViolation("2[\"" + name + "\"]", "reserves");
            assertViolation("51-[\"" + name + "\"]", "reserves");
        }
        assertViolation("2[\"\\u0063onnect\"]", "reserves");
    }

    @Test
    void anAcknowledgementHasItsId() {
        SocketPacket.Acknowledgement answer = read("3/chat,789[1,{\"a\":[]}]", SocketPacket.Acknowledgement.class);
        assertThat(answer.namespace()).isEqualTo("/chat");
        assertThat(answer.ackId()).isEqualTo("789");
        assertThat(texts(answer.arguments().values())).containsExactly("1", "{\"a\":[]}");
        assertThat(read("3[]", SocketPacket.Acknowledgement.class).ackId()).isNull();
    }

    @Test
    void anIdIsKeptWithoutItsLeadingZeros() {
        for (String[] pair : List.of(
                new String[] {"0", "0"},
                new String[] {"000", "0"},
                new String[] {"007", "7"},
                new String[] {"70", "70"},
                new String[] {"9007199254740993", "9007199254740993"},
                new String[] {"12345678901234567890", "12345678901234567890"},
                new String[] {"0".repeat(100) + "12345678901234567890", "12345678901234567890"})) {
            assertThat(read("2" + pair[0] + "[\"a\"]", SocketPacket.Event.class).ackId())
                    .isEqualTo(pair[1]);
            assertThat(read("3" + pair[0] + "[]", SocketPacket.Acknowledgement.class)
                            .ackId())
                    .isEqualTo(pair[1]);
        }
    }

    @Test
    @DisplayName("negative or huge ack ids")
    void anIdThatIsNoneIsAViolation() {
        assertViolation("2-1[\"a\"]", "malformed");
        assertViolation("21.5[\"a\"]", "malformed");
        assertViolation("3-1[]", "malformed");
        assertViolation("2" + "1".repeat(21) + "[\"a\"]", "20 digits");
        assertViolation("3" + "9".repeat(1_000_000) + "[]", "20 digits");
    }

    @Test
    @DisplayName("packet types out of range")
    void anUnknownTypeIsAViolation() {
        for (String text : List.of("", " ", "7", "8[]", "9", ":", "/", "a", "abc", "-1", "\u0662[\"a\"]", "\u0000")) {
            assertViolation(text, "type");
        }
    }

    @Test
    @DisplayName("4abc, 42{} and 42abc[...] each close the connection")
    void whatIsNoPayloadIsAViolation() {
        assertViolation("4abc", "malformed");
        assertViolation("2{}", "array");
        assertViolation("2abc[\"message-with-ack\",1]", "malformed");
        assertViolation("2", "array");
        assertViolation("2456", "array");
        assertViolation("2[]", "name");
        assertViolation("2[null]", "name");
        assertViolation("2[[\"a\"]]", "name");
        assertViolation("3456", "array");
        assertViolation("3456{}", "array");
        assertViolation("0[]", "object");
        assertViolation("0null", "object");
        assertViolation("1{}", "no payload");
        assertViolation("4[]", "string or an object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2[\"a\"]x", "2[\"a\"]]", "2[\"a\"][]", "2[\"a\"]\u0000", "0{}{}", "31[]1", "2[\"a\",]", "2['a']",
                "2[\"a\",01]", "2[\"a\",NaN]", "2[\"a\"", "2[", "0{", "2[\"a\",\"\t\"]", "0{\"a\":1,}", "4\"x\"\"y\""
            })
    void whatIsNoJsonIsAViolation(String text) {
        assertViolation(text, "");
    }

    @Test
    @DisplayName("JSON bombs in depth and in width")
    void jsonOverALimitIsRefusedAndNoViolation() {
        for (String bomb : List.of(
                "[".repeat(1_000_000),
                "[".repeat(300) + "]".repeat(300),
                "{\"a\":".repeat(100_000),
                "9".repeat(100_000),
                "{\"" + "x".repeat(60_000) + "\":1}")) {
            SocketPacket.Refused refused = read("2/chat,7[\"a\"," + bomb + "]", SocketPacket.Refused.class);
            assertThat(refused.namespace()).isEqualTo("/chat");
            assertThat(refused.ackId()).isEqualTo("7");
            assertThat(refused.connecting()).isFalse();
            assertThat(refused.reason()).hasMessageContaining("over a limit");
        }
        String wide = "[" + "1,".repeat(300_000) + "1]";
        assertThat(texts(read("2[\"a\"," + wide + "]", SocketPacket.Event.class)
                        .arguments()
                        .values()))
                .containsExactly(wide);
    }

    @Test
    void aKeyThatComesTwiceIsRefusedAndNoViolation() {
        SocketPacket.Refused event = read("2[\"a\",{\"x\":[{\"y\":1,\"y\":1}]}]", SocketPacket.Refused.class);
        assertThat(event.reason()).hasMessageContaining("Duplicate");
        assertThat(event.ackId()).isNull();
        SocketPacket.Refused connect = read("0/chat,{\"x\":1,\"x\":1}", SocketPacket.Refused.class);
        assertThat(connect.connecting()).isTrue();
        assertThat(connect.namespace()).isEqualTo("/chat");
        assertThat(read("37[{\"x\":1,\"x\":1}]", SocketPacket.Refused.class).ackId())
                .as("an answer has no answer")
                .isNull();
    }

    @Test
    void halfASurrogatePairIsNoMatterOfPackets() {
        assertThat(texts(read("2[\"a\",\"\\ud800\"]", SocketPacket.Event.class)
                        .arguments()
                        .values()))
                .containsExactly("\"\\ud800\"");
    }

    @Test
    void aPlaceholderInATextEventIsData() {
        assertThat(texts(read("2[\"a\",{\"_placeholder\":true,\"num\":9}]", SocketPacket.Event.class)
                        .arguments()
                        .values()))
                .containsExactly("{\"_placeholder\":true,\"num\":9}");
    }
}
