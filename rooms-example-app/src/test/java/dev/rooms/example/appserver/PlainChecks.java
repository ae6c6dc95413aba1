package dev.rooms.example.appserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.example.JsonClient;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What a client of the plain protocol, by the JDK's own WebSocket, must find on each server. */
final class PlainChecks {
    private static final int COUNT = 1_000;
    private static final int LIMIT = 1024 * 1024;

    static final List<Check> ALL = List.of(
            new Check("a client hears of itself", PlainChecks::itself),
            new Check("joining and leaving are acknowledged", PlainChecks::joinAndLeave),
            new Check("a message reaches the others and not its sender", PlainChecks::message),
            new Check("long texts arrive as they were", PlainChecks::longTexts),
            new Check("a thousand messages arrive in order", PlainChecks::manyInOrder),
            new Check("wrong input is answered, and the connection stays", PlainChecks::wrongInput),
            new Check("a message over the limit is closed with 1009", PlainChecks::tooBig),
            new Check("a binary message is closed with 1003", PlainChecks::binary),
            new Check("a close is answered with its code, and the others hear of it", PlainChecks::close),
            new Check("a name that is wrong is refused", PlainChecks::wrongName));

    private PlainChecks() {}

    /** What two connected clients do in a room that both are in. */
    @FunctionalInterface
    private interface Meeting {
        void of(JsonClient ada, JsonClient bob, String room) throws Exception;
    }

    private static void meet(URI server, Meeting meeting) throws Exception {
        try (JsonClient ada = JsonClient.connect(server, "ada");
                JsonClient bob = JsonClient.connect(server, "bob")) {
            String room = Messages.room();
            ada.join(room);
            bob.join(room);
            meeting.of(ada, bob, room);
        }
    }

    private static void itself(URI server) {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            JsonNode itself = ada.await("client-connected");

            assertThat(itself.path("clientName").asText()).isEqualTo("ada");
            assertThat(itself.path("clientId").asText()).matches("[\\w-]{20,}");
        }
    }

    private static void joinAndLeave(URI server) {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            String room = Messages.room();
            for (String event : List.of("join-room", "leave-room")) {
                ada.send(Messages.envelope(event, Map.of("roomName", room), Map.of("ackId", event)));

                JsonNode answer = ada.awaitEnvelope(
                                "ack",
                                envelope -> envelope.path("ackId").asText().equals(event))
                        .path("data");
                assertThat(answer.path("success").asBoolean()).isTrue();
                assertThat(answer.path("roomName").asText()).isEqualTo(room);
            }
        }
    }

    private static void message(URI server) throws Exception {
        meet(server, (ada, bob, room) -> {
            ada.send(Messages.envelope("message", Messages.message(room, "Hello 🦊"), Map.of("ackId", 1)));

            JsonNode answer =
                    ada.awaitEnvelope("ack", envelope -> envelope.path("ackId").asInt() == 1);
            assertThat(answer.path("data").path("recipients").asInt()).isOne();
            assertThat(text(bob.await("message-reply"))).isEqualTo("Hello 🦊");
            // Behind it, so that what hasn't come by then never does.
            bob.send(Messages.envelope("message", Messages.message(room, "the last"), Map.of()));
            ada.await("message-reply", data -> text(data).equals("the last"));
            assertThat(ada.all("message-reply")).hasSize(1);
        });
    }

    private static void longTexts(URI server) throws Exception {
        meet(server, (ada, bob, room) -> {
            for (String text : List.of("x".repeat(9_000), "ß世🦊".repeat(20_000), "x".repeat(1_000_000))) {
                ada.send(Messages.envelope("message", Messages.message(room, text), Map.of()));
                bob.await("message-reply", data -> text(data).equals(text));
            }
        });
    }

    private static void manyInOrder(URI server) throws Exception {
        meet(server, (ada, bob, room) -> {
            for (int number = 0; number < COUNT; number++) {
                ada.send(Messages.envelope("message", Messages.message(room, String.valueOf(number)), Map.of()));
            }

            bob.await("message-reply", data -> text(data).equals(String.valueOf(COUNT - 1)));
            assertThat(bob.all("message-reply").stream().map(PlainChecks::text))
                    .containsExactlyElementsOf(
                            IntStream.range(0, COUNT).mapToObj(String::valueOf).toList());
        });
    }

    private static void wrongInput(URI server) {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            ada.send("this is no envelope");
            ada.await("error");
            ada.send(Messages.envelope("join-room", Map.of("roomName", " "), Map.of()));
            ada.await(
                    "error",
                    data -> data.path("errors").findValuesAsText("field").contains("roomName"));

            ada.send(Messages.envelope("join-room", Map.of("roomName", "lobby"), Map.of()));

            ada.await("ack", data -> data.path("success").asBoolean());
        }
    }

    private static void tooBig(URI server) throws Exception {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            ada.await("client-connected");

            // The server may close while it is still being sent, which fails the send.
            ada.trySend("x".repeat(LIMIT + 1));

            assertThat(ada.closeCode().get(20, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    private static void binary(URI server) throws Exception {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            ada.await("client-connected");

            ada.sendBinary(new byte[] {1, 2, 3});

            assertThat(ada.closeCode().get(20, TimeUnit.SECONDS)).isEqualTo(1003);
        }
    }

    private static void close(URI server) throws Exception {
        try (JsonClient ada = JsonClient.connect(server, "ada");
                JsonClient bob = JsonClient.connect(server, "bob")) {
            String id = bob.await("client-connected").path("clientId").asText();

            bob.close(1000);

            assertThat(bob.closeCode().get(20, TimeUnit.SECONDS)).isEqualTo(1000);
            ada.await(
                    "client-disconnected",
                    data -> data.path("clientId").asText().equals(id));
        }
    }

    /** A container that can't answer the handshake so closes the connection after it. */
    private static void wrongName(URI server) throws Exception {
        try (JsonClient lost = JsonClient.connect(server, "a".repeat(129))) {
            assertThat(lost.closeCode().get(20, TimeUnit.SECONDS)).isEqualTo(1008);
        } catch (CompletionException refused) {
            assertThat(refused).cause().isInstanceOf(WebSocketHandshakeException.class);
        }
    }

    private static String text(JsonNode message) {
        return message.path("message").asText();
    }
}
