package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Arguments;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.SocketIoSettings;
import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the main namespace over Socket.IO, without a transport. */
class SocketIoSessionTest {
    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withMaxConnections(50).withDrainTimeout(Duration.ofSeconds(1)))
            .socketIo(SocketIoSettings.DEFAULTS
                    .withConnectTimeout(Duration.ofMillis(200))
                    .withAttachmentsTimeout(Duration.ofMillis(200)))
            .build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private SocketIoTestClient connect(String name) {
        return SocketIoTestClient.connect(rooms, name);
    }

    @Test
    void aClientIsGreetedWithItsIdAlone() {
        SocketIoTestClient ada = connect("ada");

        assertThat(ada.received()).hasSize(1);
        assertThat(ada.greeting().size()).isEqualTo(1);
        assertThat(rooms.client(ada.id())).map(Client::name).contains("ada");
    }

    @Test
    void aClientWithoutANameIsAnonymousOrCalledAsItsQuerySays() {
        SocketIoTestClient nobody = SocketIoTestClient.open(rooms);
        nobody.say("40");
        Admission admission = rooms.socketIo()
                .reception()
                .admit(new Handshake(
                        Handshake.Kind.WEBSOCKET,
                        "/socket.io/",
                        Map.of("EIO", List.of("4"), "transport", List.of("websocket"), "clientName", List.of("query")),
                        Map.of(),
                        "127.0.0.1"));
        RecordingChannel channel = new RecordingChannel();
        SocketIoTestClient query = new SocketIoTestClient(((Admission.Granted) admission).open(channel), channel);
        query.say("40");

        assertThat(rooms.client(nobody.id())).map(Client::name).contains("anonymous");
        assertThat(rooms.client(query.id())).map(Client::name).contains("query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "\"\"", "\"a\\u0000\""})
    void aNameThatIsNoneIsRefusedAndNamed(String name) {
        SocketIoTestClient client = SocketIoTestClient.open(rooms);

        client.say("40{\"clientName\":" + name + "}");

        assertThat(client.received()).hasSize(1);
        assertThat(client.received("44{").get(0)).contains("\"data\":{\"errors\":[{\"field\":\"clientName\"");
        assertThat(rooms.clientCount()).isZero();
    }

    @Test
    void anEventIsAnsweredUnderItsIdOnlyWhenItHasOne() {
        SocketIoTestClient ada = connect("ada");

        ada.say("42[\"join-room\",{\"roomName\":\"lobby\"}]");
        ada.say("4212[\"join-room\",{\"roomName\":\"kitchen\"}]");

        assertThat(ada.received("43")).hasSize(1);
        assertThat(ada.received("4312[{").get(0)).contains("\"success\":true").contains("\"roomName\":\"kitchen\"");
        assertThat(rooms.client(ada.id()).orElseThrow().rooms()).containsExactlyInAnyOrder("lobby", "kitchen");
    }

    @Test
    void bothProtocolsShareRooms() {
        SocketIoTestClient ada = connect("ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.say("42[\"join-room\",{\"roomName\":\"lobby\"}]");
        bob.join("lobby");
        String message =
                "{\"id\":\"1\",\"clientId\":\"c\",\"clientName\":\"n\",\"roomName\":\"lobby\",\"messageType\":\"t\","
                        + "\"message\":\"h\\u00e9 \",\"timestamp\":\"2026-01-31T12:00:00Z\"}";

        ada.say("42[\"message\"," + message + "]");
        bob.send("message", message);

        assertThat(bob.channel().texts()).contains("{\"event\":\"message-reply\",\"data\":" + message + "}");
        assertThat(ada.received("42")).containsExactly("42[\"message-reply\"," + message + "]");
    }

    @Test
    void aBroadcastIsEncodedOnceForAllSocketIoClients() {
        List<SocketIoTestClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(connect("c" + i));
        }

        rooms.toAll().emit("news", Map.of("n", 1));

        Frame first = last(clients.get(0));
        assertThat(first.text()).isEqualTo("42[\"news\",{\"n\":1}]");
        assertThat(clients).allSatisfy(client -> assertThat(last(client)).isSameAs(first));
    }

    private static Frame last(SocketIoTestClient client) {
        List<Frame> frames = client.channel().frames();
        return frames.get(frames.size() - 1);
    }

    @Test
    void severalArgumentsAndBinaryDataComeBackAsTheyWere() {
        rooms.on("echo", Arguments.class, (client, arguments, incoming) -> {
            client.emit("back", arguments);
            incoming.acknowledge(arguments);
        });
        SocketIoTestClient ada = connect("ada");

        ada.say("452-[\"echo\",1,{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        ada.say(new byte[] {1, 2});
        ada.say(new byte[] {3});
        ada.say("451-7[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        ada.say(new byte[] {4});

        await().untilAsserted(() -> assertThat(ada.received("461-7")).hasSize(1));
        assertThat(ada.received())
                .contains(
                        "452-[\"back\",1,{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                        "461-7[{\"_placeholder\":true,\"num\":0}]");
        assertThat(ada.channel().frames().stream()
                        .filter(frame -> frame.kind() == Frame.Kind.BINARY)
                        .map(Frame::payload))
                .containsExactly(bytes(1, 2), bytes(3), bytes(4), bytes(4));
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }

    @Test
    void theContractsEventsTakeNoBinaryData() {
        SocketIoTestClient ada = connect("ada");

        for (String event : List.of("message", "channels", "join-room", "leave-room")) {
            ada.say("451-[\"" + event + "\",{\"_placeholder\":true,\"num\":0}]");
            ada.say(new byte[] {1});
        }

        assertThat(ada.events("error")).hasSize(4);
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void whatTheServerAsksTheClientAnswers() throws Exception {
        SocketIoTestClient ada = connect("ada");
        CompletableFuture<Arguments> answer = rooms.client(ada.id())
                .orElseThrow()
                .emitWithAck("ready?", "now", Duration.ofSeconds(30))
                .toCompletableFuture();
        String asked = ada.received("42").get(0);
        String ackId = asked.substring(2, asked.indexOf('['));

        ada.say("43999[\"nobody asked\"]");
        ada.say("43[\"no id\"]");
        ada.say("43" + ackId + "[\"yes\",2]");
        ada.say("43" + ackId + "[\"twice\"]");

        Arguments yes = answer.get(30, TimeUnit.SECONDS);
        assertThat(yes.values()).isEqualTo(List.of(new Json("\"yes\""), new Json("2")));
        assertThat(ada.received()).hasSize(2);
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void aConnectionThatJoinsNoNamespaceIsClosedAtItsDeadline() {
        SocketIoTestClient silent = SocketIoTestClient.open(rooms);
        SocketIoTestClient ada = connect("ada");

        await().untilAsserted(() -> assertThat(silent.channel().closeReason()).isPresent());
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void aClientThatSaysGoodbyeLeavesAndMayComeBackOnTheSameConnection() {
        SocketIoTestClient ada = connect("ada");
        String first = ada.id();
        ada.say("42[\"join-room\",{\"roomName\":\"lobby\"}]");

        ada.say("41");
        assertThat(rooms.clientCount()).isZero();
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(ada.received("41")).isEmpty();
        ada.say("40");

        assertThat(rooms.clientCount()).isEqualTo(1);
        assertThat(ada.received("40")).hasSize(2);
        assertThat(rooms.client(first)).isEmpty();
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void aConnectionWhoseLastClientHasGoneIsClosedAtItsDeadline() {
        SocketIoTestClient ada = connect("ada");

        rooms.client(ada.id()).orElseThrow().disconnect();

        assertThat(ada.received("41")).containsExactly("41");
        assertThat(rooms.clientCount()).isZero();
        assertThat(ada.channel().closeReason()).isEmpty();
        await().untilAsserted(() -> assertThat(ada.channel().closeReason()).isPresent());
    }

    @Test
    void aClientThatIsTooSlowLosesItsConnection() {
        SocketIoTestClient slow = connect("slow");
        slow.channel().setFull(true);

        rooms.toAll().emit("news", 1);

        await().until(() -> rooms.clientCount() == 0);
        assertThat(slow.channel().closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(rooms.measurements().get(Counter.SLOW_CLIENTS_DROPPED)).isEqualTo(1);
    }

    @Test
    void aDrainClosesTheConnectionAndLeavesComingBackToTheClient() {
        SocketIoTestClient ada = connect("ada");

        rooms.close();

        assertThat(ada.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(ada.received("41"))
                .as("41 would keep the client from coming back")
                .isEmpty();
        assertThat(rooms.clientCount()).isZero();
    }

    @Test
    void connectionsCountAndNotTheirClients() {
        rooms.namespace("/chat");
        List<SocketIoTestClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connect("c" + i));
            clients.get(i).say("40/chat,");
        }

        assertThatThrownBy(() -> connect("one too many")).hasMessageContaining("503");
        clients.get(0).say("41");
        assertThatThrownBy(() -> connect("still one too many")).hasMessageContaining("503");
        clients.get(0).close();
        assertThat(connect("fits").received("40")).hasSize(1);
    }

    @Test
    void aPageOfTheSameHostMayPollWithItsCookiesAndAForeignOneMayNot() throws Exception {
        assertThat(poll(Map.of("cookie", List.of("session=1"), "host", List.of("example.org"))))
                .isEqualTo(200);
        assertThat(poll(Map.of("origin", List.of("https://evil.example"), "host", List.of("example.org"))))
                .isEqualTo(403);
    }

    private int poll(Map<String, List<String>> headers) throws Exception {
        HttpRequest head = HttpRequest.head(
                "GET",
                "/socket.io/",
                Map.of("EIO", List.of("4"), "transport", List.of("polling")),
                headers,
                "127.0.0.1");
        HttpAdmission admission = rooms.socketIo()
                .polling(Lane.inPlace())
                .admit(head)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        HttpResponse response = admission instanceof HttpAdmission.Granted granted
                ? granted.answer(new byte[0]).toCompletableFuture().get(30, TimeUnit.SECONDS)
                : ((HttpAdmission.Answered) admission).response();
        return response.status();
    }

    @Test
    void messagesOverTheRateAreDroppedAndSaid() {
        Rooms slow = Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withMessagesPerSecond(1).withMessageBurst(3))
                .build();
        try (slow) {
            SocketIoTestClient ada = SocketIoTestClient.connect(slow, "ada");
            for (int i = 0; i < 10; i++) {
                ada.say("42" + i + "[\"leave-room\",{\"roomName\":\"r\"}]");
            }

            assertThat(ada.received("43")).hasSizeLessThan(10).hasSizeGreaterThanOrEqualTo(2);
            JsonNode error = ada.events("error").get(0).path(1);
            assertThat(error.path("message").textValue()).contains("1 messages a second");
            assertThat(ada.channel().closeReason()).isEmpty();
        }
    }
}
