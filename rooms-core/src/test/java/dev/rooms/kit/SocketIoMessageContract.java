package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements, with and without attachments (Socket.IO v5, "Sending and receiving data"). */
abstract class SocketIoMessageContract extends SocketIoCases {
    private static final String PLACEHOLDERS = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5, 6};

    SocketIoMessageContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",1,\"2\",{\"3\":[true]}",
                "",
                ",null",
                ",true,false,null,0,-1,1.5",
                ",\"\u00fc\u20ac\ud83d\ude00\",\"\\\"\\\\\\n\"",
                ",{\"b\":1,\"a\":{\"\":[]}}",
                ",[[],{}]",
                ",\"1\",\"message\"",
                ",{\"_placeholder\":false,\"num\":0}",
                ",9007199254740991",
            })
    void anEventComesBackAsItWasSent(String arguments) throws Exception {
        EngineWire wire = connect();

        wire.send("42[\"message\"" + arguments + "]");

        assertThat(wire.next()).isEqualTo("42[\"message-back\"" + arguments + "]");
        wire.close();
    }

    @Test
    void anEventWithAttachmentsComesBackWithThem() throws Exception {
        EngineWire wire = connect();

        wire.send("452-[\"message\"," + PLACEHOLDERS + "]").sendBinary(FIRST).sendBinary(SECOND);

        assertThat(wire.next()).isEqualTo("452-[\"message-back\"," + PLACEHOLDERS + "]");
        assertThat(wire.next()).isEqualTo("<010203>");
        assertThat(wire.next()).isEqualTo("<040506>");
        wire.close();
    }

    @Test
    void attachmentsComeBackFromWhereTheyWere() throws Exception {
        EngineWire wire = connect();
        String arguments =
                ",\"a\",{\"b\":[{\"_placeholder\":true,\"num\":0}],\"c\":{\"_placeholder\":true,\"num\":1}},2]";

        wire.send("452-[\"message\"" + arguments).sendBinary(FIRST).sendBinary(SECOND);

        assertThat(wire.next()).isEqualTo("452-[\"message-back\"" + arguments);
        assertThat(wire.next()).isEqualTo("<010203>");
        assertThat(wire.next()).isEqualTo("<040506>");
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({"456", "0", "789", "2147483648", "9007199254740991"})
    void anEventIsAcknowledgedUnderItsId(String id) throws Exception {
        EngineWire wire = connect();

        wire.send("42" + id + "[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

        assertThat(wire.next()).isEqualTo("43" + id + "[1,\"2\",{\"3\":[false]}]");
        wire.close();
    }

    @Test
    void anEventWithoutArgumentsIsAcknowledgedWithoutAny() throws Exception {
        EngineWire wire = connect();

        wire.send("427[\"message-with-ack\"]");

        assertThat(wire.next()).isEqualTo("437[]");
        wire.close();
    }

    @Test
    void anEventWithAttachmentsIsAcknowledgedWithThem() throws Exception {
        EngineWire wire = connect();

        wire.send("452-789[\"message-with-ack\"," + PLACEHOLDERS + "]")
                .sendBinary(FIRST)
                .sendBinary(SECOND);

        assertThat(wire.next()).isEqualTo("462-789[" + PLACEHOLDERS + "]");
        assertThat(wire.next()).isEqualTo("<010203>");
        assertThat(wire.next()).isEqualTo("<040506>");
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void aPacketThatIsNoneClosesTheConnection(String frame) throws Exception {
        EngineWire wire = connect();

        wire.send(frame);

        wire.awaitClosed();
    }

    @Test
    void textAndAttachmentsComeBackInTheOrderInWhichTheyWereSent() throws Exception {
        EngineWire wire = connect();

        for (int i = 0; i < 100; i++) {
            wire.send("42[\"message\"," + i + "]", "451-[\"message\",{\"_placeholder\":true,\"num\":0}]")
                    .sendBinary((byte) i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(wire.next()).isEqualTo("42[\"message-back\"," + i + "]");
            assertThat(wire.next()).isEqualTo("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(wire.next()).isEqualTo(EngineWire.told((byte) i));
        }
        wire.close();
    }

    @Test
    void overPollingAttachmentsArePackets() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            endpoint().push(sid, "40");
            endpoint().poll(sid, 2);

            assertAnswer(
                    endpoint().push(sid, "452-[\"message\"," + PLACEHOLDERS + "]", "bAQID", "bBAUG", "42[\"message\"]"),
                    "ok");

            assertThat(endpoint().poll(sid, 4))
                    .containsExactly(
                            "452-[\"message-back\"," + PLACEHOLDERS + "]", "bAQID", "bBAUG", "42[\"message-back\"]");
        });
    }

    @Test
    void whatWasNotPolledComesOverTheWebSocketOnce() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            endpoint().push(sid, "40");
            // The reference admits a client a moment later, and takes what it sends before for an error.
            EngineEndpoint.pass(Duration.ofMillis(20));
            endpoint().push(sid, "42[\"message\",0]");
            EngineWire wire = endpoint().probe(sid);
            endpoint().push(sid, "451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

            wire.send("5", "42[\"message\",1]");

            assertConnected(wire.next(), "40");
            List<String> heard = new ArrayList<>();
            while (heard.size() < 5) {
                heard.add(wire.next());
            }
            assertThat(heard)
                    .containsExactly(
                            "42[\"auth\",{}]",
                            "42[\"message-back\",0]",
                            "451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]",
                            "<010203>",
                            "42[\"message-back\",1]");
            wire.close();
        });
    }
}
