package dev.rooms.example.appserver;

import static dev.rooms.example.clients.JavaVisitor.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.example.JsonClient;
import dev.rooms.example.clients.JavaVisitor;
import dev.rooms.example.clients.Transports;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Socket.IO's own client for Java must find on each server, by each of its transports. */
final class JavaClientChecks {
    private static final int COUNT = 1_000;

    static final List<Check> ALL =
            Arrays.stream(Transports.values()).flatMap(JavaClientChecks::by).toList();

    private JavaClientChecks() {}

    /** What two connected clients do in a room of their own. */
    @FunctionalInterface
    private interface Meeting {
        void of(JavaVisitor ada, JavaVisitor bob, String room) throws Exception;
    }

    private static Stream<Check> by(Transports transports) {
        return Stream.of(
                check(
                        "a client hears of itself",
                        transports,
                        (ada, bob, room) -> assertThat(ada.ofItself("client-connected")
                                        .path("clientName")
                                        .asText())
                                .isEqualTo("ada")),
                check("a message reaches the others and not its sender", transports, JavaClientChecks::message),
                check("long texts arrive as they were", transports, JavaClientChecks::longTexts),
                check("a thousand messages arrive in order", transports, JavaClientChecks::manyInOrder),
                check("the others hear of its end", transports, JavaClientChecks::end),
                new Check(named("it shares rooms with the plain protocol", transports), server -> {
                    try (JavaVisitor ada = JavaVisitor.connect(server, transports, "ada");
                            JsonClient plain = JsonClient.connect(server, "plain")) {
                        sharedRoom(ada, plain, Messages.room());
                    }
                }));
    }

    private static Check check(String name, Transports transports, Meeting meeting) {
        return new Check(named(name, transports), server -> meet(server, transports, meeting));
    }

    private static String named(String name, Transports transports) {
        return name + " (" + transports.name().toLowerCase(Locale.ROOT) + ")";
    }

    private static void meet(URI server, Transports transports, Meeting meeting) throws Exception {
        try (JavaVisitor ada = JavaVisitor.connect(server, transports, "ada");
                JavaVisitor bob = JavaVisitor.connect(server, transports, "bob")) {
            String room = Messages.room();
            assertThat(ada.join(room).path("success").asBoolean()).isTrue();
            assertThat(bob.join(room).path("success").asBoolean()).isTrue();
            meeting.of(ada, bob, room);
        }
    }

    private static void message(JavaVisitor ada, JavaVisitor bob, String room) {
        JsonNode answer = ada.ask("message", object(Messages.message(room, "Hello")));

        assertThat(answer.path("recipients").asInt()).isOne();
        assertThat(bob.first("message-reply").path("message").asText()).isEqualTo("Hello");
        // Behind it, so that what hasn't come by then never does.
        bob.emit("message", object(Messages.message(room, "the last")));
        ada.first("message-reply", data -> text(data).equals("the last"));
        assertThat(ada.all("message-reply")).hasSize(1);
    }

    private static void longTexts(JavaVisitor ada, JavaVisitor bob, String room) {
        for (String text : List.of("Grüße 世界 🦊", "ß世🦊".repeat(20_000), "x".repeat(500_000))) {
            ada.emit("message", object(Messages.message(room, text)));
            bob.first("message-reply", data -> text(data).equals(text));
        }
    }

    private static void manyInOrder(JavaVisitor ada, JavaVisitor bob, String room) {
        IntStream.range(0, COUNT)
                .forEach(number -> ada.emit("message", object(Messages.message(room, String.valueOf(number)))));

        bob.first("message-reply", data -> text(data).equals(String.valueOf(COUNT - 1)));
        assertThat(bob.all("message-reply").stream().map(JavaClientChecks::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, COUNT).mapToObj(String::valueOf).toList());
    }

    private static void end(JavaVisitor ada, JavaVisitor bob, String room) {
        String id = bob.id();

        bob.close();

        ada.first("client-disconnected", data -> data.path("clientId").asText().equals(id));
    }

    private static void sharedRoom(JavaVisitor ada, JsonClient plain, String room) {
        ada.join(room);
        plain.join(room);

        ada.emit("message", object(Messages.message(room, "to plain")));
        assertThat(text(plain.await("message-reply"))).isEqualTo("to plain");
        plain.send(Messages.envelope("message", Messages.message(room, "to Socket.IO"), Map.of()));

        assertThat(text(ada.first("message-reply"))).isEqualTo("to Socket.IO");
    }

    private static String text(JsonNode message) {
        return message.path("message").asText();
    }
}
