package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.kit.RawClient.RawFrame;
import dev.rooms.metrics.Measurements.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §5: every limit that a WebSocket meets, and what is at it. */
abstract class LimitContract extends TransportCases {
    private static final byte[] NOTHING = new byte[0];

    LimitContract(TransportContract transport) {
        super(transport);
    }

    /** A message of exactly so many bytes, for a room without members. */
    private static String messageOf(int bytes, String filling) {
        int empty = envelope("").getBytes(StandardCharsets.UTF_8).length;
        int width = filling.getBytes(StandardCharsets.UTF_8).length;
        String text = filling.repeat((bytes - empty) / width) + "x".repeat((bytes - empty) % width);
        return envelope(text);
    }

    private static String envelope(String text) {
        return "{\"event\":\"message\",\"data\":" + Payloads.message("nobody", text) + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "漢", "😀"})
    void aMessageOfTheLimitIsHandled(String filling) throws Exception {
        KitClient client = serve(Limits.DEFAULTS.withMaxMessageBytes(100_000)).connect();

        assertThat(client.answersTo(messageOf(100_000, filling))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "漢", "😀"})
    void aMessageOfOneByteOverTheLimitIsClosedWith1009(String filling) throws Exception {
        KitClient client = serve(Limits.DEFAULTS.withMaxMessageBytes(100_000)).connect();

        client.say(messageOf(100_001, filling));

        assertThat(client.awaitClosed().code()).isEqualTo(1009);
    }

    @Test
    void aMessageOf2MebibytesIsClosedWith1009() throws Exception {
        Stage stage = serve();
        RawClient client = stage.raw();

        // Written and read side by side: the server may well say no before it has all.
        Thread writer = new Thread(() -> {
            try {
                client.send("x".repeat(2 << 20));
            } catch (IOException closed) {
                // The server didn't wait for the rest.
            }
        });
        writer.start();

        assertThat(client.readUntil(RawClient.CLOSE).map(RawFrame::closeCode)).hasValue(1009);
        client.hangUp();
        writer.join();
        stage.assertServes();
    }

    @Test
    @DisplayName("HOSTILE 11: a message just over the limit in 10,000 fragments is closed with 1009")
    void aMessageJustOverTheLimitInManyFragmentsIsClosedWith1009() throws Exception {
        Stage stage = serve(Limits.DEFAULTS.withMaxMessageBytes(99_990));
        RawClient client = stage.raw();
        byte[] part = "x".repeat(10).getBytes(StandardCharsets.UTF_8);

        client.send(false, RawClient.TEXT, part);
        for (int i = 2; i < 10_000; i++) {
            client.send(false, RawClient.CONTINUATION, part);
        }
        client.send(true, RawClient.CONTINUATION, part);

        assertThat(client.readUntil(RawClient.CLOSE).map(RawFrame::closeCode)).hasValue(1009);
        stage.assertServes();
    }

    @Test
    void aMessageOfTheLimitInManyFragmentsIsHandled() throws Exception {
        Stage stage = serve(Limits.DEFAULTS.withMaxMessageBytes(20_000));
        RawClient client = stage.raw();
        byte[] bytes = messageOf(20_000, "😀")
                .replace("\"nobody\"", "\"lobby\"")
                .concat(" ")
                .getBytes(StandardCharsets.UTF_8);
        KitClient member = stage.member("lobby");

        // Cut anywhere, also within a character; and an empty fragment is one, too.
        client.send(false, RawClient.TEXT, NOTHING);
        for (int from = 0; from < bytes.length; from += 7) {
            int to = Math.min(from + 7, bytes.length);
            client.send(to == bytes.length, RawClient.CONTINUATION, Arrays.copyOfRange(bytes, from, to));
        }

        assertThat(member.next("message-reply").field("message")).contains("😀😀😀");
    }

    @Test
    void controlFramesMayComeBetweenFragments() throws Exception {
        Stage stage = serve();
        RawClient client = stage.raw();
        byte[] request =
                ("{\"event\":\"join-room\",\"data\":" + Payloads.room("lobby") + "}").getBytes(StandardCharsets.UTF_8);
        byte[] ping = {1, 2, 3};

        client.send(false, RawClient.TEXT, Arrays.copyOf(request, 10));
        client.send(true, RawClient.PING, ping);
        client.send(true, RawClient.PONG, NOTHING);
        client.send(true, RawClient.CONTINUATION, Arrays.copyOfRange(request, 10, request.length));

        // RFC 6455 §5.5.3: the pong carries what the ping did.
        assertThat(client.readUntil(RawClient.PONG).map(RawFrame::text)).hasValue("\u0001\u0002\u0003");
        client.readUntil("ack");
    }

    @Test
    void aRoomsNameMayHave256CharactersAndNotOneMore() throws Exception {
        Stage stage = serve();
        KitClient client = stage.member("😀".repeat(256));

        for (int length : new int[] {257, 1_000_000}) {
            for (KitEvent answer :
                    client.answersTo("{\"event\":\"join-room\",\"data\":" + Payloads.room("x".repeat(length)) + "}")) {
                // HOSTILE 20: the limit is named, and the name isn't sent back.
                assertThat(answer.text()).contains("256").hasSizeLessThan(1_000);
            }
        }
        assertThat(stage.rooms().registry().roomCount()).isEqualTo(1);
    }

    @Test
    void room1001IsRefusedUntilOneIsLeft() throws Exception {
        Stage stage = serve();
        KitClient client = stage.connect();
        for (int i = 1; i <= 1_000; i++) {
            client.send("join-room", Payloads.room("room-" + i));
        }
        assertThat(client.fence())
                .hasSize(1_000)
                .allMatch(ack -> ack.data().path("success").asBoolean());

        assertThat(client.answersTo("{\"event\":\"join-room\",\"data\":" + Payloads.room("room-1001") + "}"))
                .extracting(KitEvent::name)
                .containsExactlyInAnyOrder("ack", "error");
        assertThat(stage.rooms().registry().roomCount()).isEqualTo(1_000);
        client.leave("room-7");
        client.join("room-1001");
    }

    @Test
    void oneConnectionTooManyIsRefusedUntilAnotherHasGone() throws Exception {
        Stage stage = serve(Limits.DEFAULTS.withMaxConnections(2));
        KitClient ada = stage.connect();
        stage.connect();

        stage.dial().refusal(stage.uri()).assertPassing(1013);

        ada.close();
        stage.awaitClients(1);
        stage.connect();
        assertThat(stage.rooms().measurements().get(Counter.HANDSHAKES_REFUSED)).isEqualTo(1);
    }

    @Test
    void messagesOverTheRateAreDroppedAndTheClientIsTold() throws Exception {
        Stage stage = serve(Limits.DEFAULTS.withMessagesPerSecond(1).withMessageBurst(10));
        KitClient flooder = stage.connect();
        KitClient member = stage.member("lobby");

        for (int i = 0; i < 100; i++) {
            flooder.send("message", Payloads.message("lobby", "flood"));
        }

        assertThat(flooder.next("error").field("message")).contains("1 messages a second");
        stage.awaitCount(Counter.MESSAGES_IN, 101);
        assertThat(flooder.isOpen()).isTrue();
        assertThat(member.fence()).hasSizeBetween(10, 20);
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of unsolicited pongs is closed with 1008")
    void aFloodOfPongsIsClosedWith1008() throws Exception {
        flood(RawClient.PONG);
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of pings is closed with 1008, or harms nobody where the container answers them")
    void aFloodOfPingsIsClosedWith1008() throws Exception {
        if (transport().whyPingsAreHidden().isEmpty()) {
            flood(RawClient.PING);
            return;
        }
        Stage stage = serve(fewMessages());
        RawClient client = stage.raw();

        pingOrPong(client, RawClient.PING, 35);

        client.join("lobby");
        assertThat(stage.rooms().registry().memberCount("lobby")).isEqualTo(1);
        stage.assertServes();
    }

    private void flood(int opcode) throws Exception {
        Stage stage = serve(fewMessages());
        RawClient client = stage.raw();
        pingOrPong(client, opcode, 15);
        client.join("lobby");

        pingOrPong(client, opcode, 20);

        assertThat(client.readUntil(RawClient.CLOSE).map(RawFrame::closeCode)).hasValue(1008);
        stage.assertServes();
    }

    private static Limits fewMessages() {
        return Limits.DEFAULTS.withMessagesPerSecond(1).withMessageBurst(20);
    }

    private static void pingOrPong(RawClient client, int opcode, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.send(true, opcode, NOTHING);
        }
    }
}
