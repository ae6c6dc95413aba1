package dev.rooms.example.clients;

import static dev.rooms.example.clients.JavaVisitor.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.example.JsonClient;
import dev.rooms.example.ServerProcess;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The core of CONTRACT §2 with Socket.IO's own client for Java, by each of its choices of transports. */
@ParameterizedClass
@EnumSource(Transports.class)
@Timeout(120)
class JavaClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COUNT = 1_000;

    @TempDir
    static Path directory;

    private static ServerProcess server;

    private final Transports transports;
    private final String room = "room-" + UUID.randomUUID();
    private JavaVisitor ada;
    private JavaVisitor bob;

    JavaClientTest(Transports transports) {
        this.transports = transports;
    }

    @BeforeAll
    static void start() {
        server = ServerProcess.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        ada = JavaVisitor.connect(server.port(), transports, "ada");
        bob = JavaVisitor.connect(server.port(), transports, "bob");
    }

    @AfterEach
    void disconnect() {
        ada.close();
        bob.close();
    }

    @Test
    void itHasTheTransportThatWasChosen() {
        if (transports == Transports.POLLING) {
            assertThat(ada.join(room).path("success").asBoolean()).isTrue();
            assertThat(ada.wire().frames()).isEmpty();
        } else {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                ada.join(room);
                assertThat(ada.wire().frames()).anyMatch(frame -> frame.startsWith("43"));
            });
        }
    }

    @Test
    void itHearsOfItselfByTheIdThatItKnows() {
        JsonNode itself = ada.ofItself("client-connected");

        assertThat(itself).isEqualTo(connection(ada.id(), "ada", "Client connected"));
        assertThat(ada.id()).matches("[\\w-]{20,}");
    }

    @Test
    void itsNameMayComeFromTheQuery() {
        try (JavaVisitor eve = JavaVisitor.open(
                server.port(), transports, "/", options -> options.query = "clientName=Eve%20%C3%9C")) {
            eve.awaitConnect(1);

            assertThat(eve.ofItself("client-connected").path("clientName").asText())
                    .isEqualTo("Eve Ü");
        }
    }

    @Test
    void theOthersHearOfItsEnd() {
        String id = bob.id();

        bob.close();

        assertThat(ada.first("client-disconnected", data -> isOf(data, id)))
                .isEqualTo(connection(id, "bob", "Client disconnected"));
    }

    @Test
    void joiningAndLeavingAreAcknowledged() {
        JsonNode acknowledge = JSON.valueToTree(Map.of(
                "clientId", ada.id(), "clientName", "ada", "success", true, "resourceId", room, "roomName", room));

        assertThat(ada.ask("join-room", object(Map.of("roomName", room)))).isEqualTo(acknowledge);
        assertThat(ada.ask("leave-room", object(Map.of("roomName", room)))).isEqualTo(acknowledge);
        assertThat(ada.ask("watch-resource", object(Map.of("resourceId", room))))
                .isEqualTo(acknowledge);
        assertThat(ada.ask("unwatch-resource", object(Map.of("resourceId", room))))
                .isEqualTo(acknowledge);
    }

    @Test
    void joiningNeedsNoAcknowledgement() {
        ada.emit("join-room", object(Map.of("roomName", room)));

        assertThat(ada.ask("message", object(message("to myself", Map.of("replyToSender", true))))
                        .path("recipients")
                        .asInt())
                .isEqualTo(1);
        assertThat(ada.first("message-reply").path("message").asText()).isEqualTo("to myself");
    }

    @Test
    void aMessageReachesTheOthersAndItsSenderOnlyWhenItSaysSo() {
        ada.join(room);
        bob.join(room);
        Map<String, Object> toOthers = message("to Bob", Map.of());
        Map<String, Object> toAll = message("to both", Map.of("replyToSender", true));

        assertThat(ada.ask("message", object(toOthers))).isEqualTo(sent(1));
        assertThat(ada.ask("message", object(toAll))).isEqualTo(sent(2));

        await().untilAsserted(() -> assertThat(bob.all("message-reply"))
                .containsExactly(JSON.valueToTree(toOthers), JSON.valueToTree(toAll)));
        ada.first("message-reply");
        assertThat(ada.all("message-reply")).containsExactly(JSON.<JsonNode>valueToTree(toAll));
    }

    @Test
    void channelsReachesEveryoneInTheRoom() {
        ada.join(room);
        bob.join(room);
        Map<String, Object> update = update("changed");

        assertThat(ada.ask("channels", object(update))).isEqualTo(sent(2));

        assertThat(ada.first("resource-update")).isEqualTo(JSON.valueToTree(update));
        assertThat(bob.first("resource-update")).isEqualTo(JSON.valueToTree(update));
    }

    @Test
    void everyWrongFieldIsNamedAndTheConnectionStays() {
        String id = ada.id();

        ada.emit("message", object(message("wrong", Map.of("id", " ", "timestamp", "yesterday", "nonsense", 1))));

        JsonNode error = ada.first("error");
        assertThat(error.path("event").asText()).isEqualTo("message");
        assertThat(error.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("id", "timestamp", "nonsense");
        assertThat(ada.join(room).path("success").asBoolean()).isTrue();
        assertThat(ada.id()).isEqualTo(id);
    }

    @Test
    void binaryAttachmentsAreRefusedAndTheConnectionStays() {
        ada.emit("message", object(message(new byte[] {1, 2, 3}, Map.of())));

        assertThat(ada.first("error").path("event").asText()).isEqualTo("message");
        assertThat(ada.join(room).path("success").asBoolean()).isTrue();
    }

    @Test
    void textsArriveAsTheyWere() {
        bob.join(room);
        for (String text : List.of("Grüße 世界 🦊👩‍👩‍👧", "\" \\ / \n\t\u0001\u2028", "ß世🦊".repeat(20_000))) {
            ada.emit("message", object(message(text, Map.of())));

            bob.first("message-reply", data -> data.path("message").asText().equals(text));
        }
    }

    @Test
    void aThousandMessagesArriveInOrder() {
        bob.join(room);

        for (int number = 0; number < COUNT; number++) {
            ada.emit("message", object(message(String.valueOf(number), Map.of())));
        }
        ada.emit("channels", object(update("the last")));

        bob.first("resource-update");
        assertThat(bob.all("message-reply").stream()
                        .map(data -> data.path("message").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, COUNT).boxed().toList());
    }

    @Test
    void itSharesRoomsWithClientsOfThePlainProtocol() throws Exception {
        ada.join(room);
        try (JsonClient plain = JsonClient.connect(server.port(), "plain")) {
            plain.join(room);
            Map<String, Object> there = message("to plain", Map.of());
            Map<String, Object> back = message("to Socket.IO", Map.of());

            ada.emit("message", object(there));
            assertThat(plain.await("message-reply")).isEqualTo(JSON.valueToTree(there));
            plain.send("{\"event\":\"message\",\"data\":" + JSON.writeValueAsString(back) + "}");

            assertThat(ada.first("message-reply")).isEqualTo(JSON.valueToTree(back));
        }
    }

    @Test
    void whatIsPostedReachesIt() throws Exception {
        ada.join(room);
        Map<String, Object> toRoom = message("to the room", Map.of());
        Map<String, Object> toClient = message("to the client", Map.of());

        assertThat(post("/messages/broadcast", toRoom).body()).contains("\"recipients\":1");
        assertThat(post("/messages/" + ada.id() + "?eventName=news", toClient).statusCode())
                .isEqualTo(201);

        assertThat(ada.first("message-reply")).isEqualTo(JSON.valueToTree(toRoom));
        assertThat(ada.first("news")).isEqualTo(JSON.valueToTree(toClient));
    }

    @Test
    void aNamespaceThatIsNotThereIsRefusedAndTheOthersGoOn() {
        CompletableFuture<String> refused = new CompletableFuture<>();
        Socket lost = ada.manager().socket("/no-such-namespace");
        lost.on(Socket.EVENT_CONNECT_ERROR, args -> refused.complete(((JSONObject) args[0]).optString("message")));

        lost.connect();

        assertThat(refused.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("Invalid namespace");
        assertThat(ada.join(room).path("success").asBoolean()).isTrue();
    }

    @Test
    void itComesBackWhenTheServerDoes() throws Exception {
        try (RestartedServer restarted = new RestartedServer(directory);
                JavaVisitor eve = JavaVisitor.connect(restarted.port(), transports, "eve")) {
            String first = eve.id();
            eve.atConnect(() -> eve.emit("join-room", object(Map.of("roomName", room))));

            restarted.terminate();
            // Over WebSocket it doesn't notice a close frame, and waits for the next ping, whoever the server is.
            assertThat(eve.first("(disconnect)").asText()).isIn("transport close", "transport error", "ping timeout");
            restarted.start();
            eve.awaitConnect(2);

            assertThat(eve.id()).isNotEqualTo(first);
            eve.emit("message", object(message("as before", Map.of("replyToSender", true))));
            assertThat(eve.first("message-reply").path("message").asText()).isEqualTo("as before");
        }
    }

    private static boolean isOf(JsonNode data, String clientId) {
        return data.path("clientId").asText().equals(clientId);
    }

    private static JsonNode connection(String id, String name, String message) {
        return JSON.valueToTree(Map.of("clientId", id, "clientName", name, "message", message));
    }

    private JsonNode sent(int recipients) {
        return JSON.valueToTree(Map.of("success", true, "roomName", room, "recipients", recipients));
    }

    private Map<String, Object> message(Object text, Map<String, ?> special) {
        Map<String, Object> message = new LinkedHashMap<>(Map.of(
                "id", UUID.randomUUID().toString(),
                "clientId", "claimed",
                "clientName", "claimed",
                "roomName", room,
                "messageType", "text",
                "message", text,
                "timestamp", "2026-01-31T12:00:00Z"));
        message.putAll(special);
        return message;
    }

    private Map<String, Object> update(String text) {
        return Map.of("id", "1", "feature", "board", "subFeature", "card", "resourceId", room, "message", text);
    }

    private static HttpResponse<String> post(String path, Map<String, Object> body)
            throws IOException, InterruptedException, JsonProcessingException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
