package dev.rooms.example.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Announcements;
import dev.rooms.Answers;
import dev.rooms.Arguments;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.Incoming;
import dev.rooms.Json;
import dev.rooms.Namespace;
import dev.rooms.RecoverySettings;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.example.ServerProcess;
import dev.rooms.undertow.RoomsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * A server with events that show what an embedder can do with Socket.IO clients; the scenarios {@code stage.js} and {@code
 * recovery.js} play on it. Nobody is announced, and clients may come back for what they missed.
 */
public final class Stage {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From which room to which. */
    record Move(String from, String to) {}

    private Stage() {}

    /** Starts it in a process of its own. */
    static ServerProcess start(Path directory) {
        List<String> program = List.of("-cp", System.getProperty("java.class.path"), Stage.class.getName());
        return ServerProcess.start(directory, Map.of(), program);
    }

    /** Starts it on a port that the system picks, and says which as the example server does. */
    public static void main(String[] args) {
        Rooms rooms = Rooms.builder()
                .announcements(Announcements.OFF)
                .recovery(RecoverySettings.DEFAULTS)
                .build();
        echo(rooms.namespace("/"));
        tell(rooms.namespace("/"));
        ask(rooms);
        move(rooms);
        watch(rooms);
        privately(rooms.namespace("/private"));
        // The test that started this process reads where to connect.
        System.out.println(
                "Listening on " + RoomsServer.builder(rooms).port(0).start().uri());
    }

    /** {@code echo}, anything: comes back in the acknowledgement, or else as {@code echoed}. */
    private static void echo(Namespace namespace) {
        namespace.on("echo", Arguments.class, (client, arguments, incoming) -> {
            if (incoming.wantsAcknowledgement()) {
                incoming.acknowledge(arguments);
            } else {
                client.emit("echoed", arguments);
            }
        });
    }

    /** {@code tell}, {@code {to: [room], except: [room], volatile}}, anything: goes as {@code told} to those. */
    private static void tell(Namespace namespace) {
        namespace.on("tell", Arguments.class, (client, arguments, incoming) -> {
            audience(namespace, arguments.json(0)).emit("told", from(1, arguments));
            incoming.acknowledge(true);
        });
    }

    private static Audience audience(Namespace namespace, Json whom) throws JsonProcessingException {
        var tree = JSON.readTree(whom.text());
        Audience audience = namespace.to(tree.path("to").path(0).asText());
        for (int n = 1; n < tree.path("to").size(); n++) {
            audience = audience.to(tree.path("to").path(n).asText());
        }
        for (var room : tree.path("except")) {
            audience = audience.except(room.asText());
        }
        return tree.path("volatile").asBoolean() ? audience.asVolatile() : audience;
    }

    private static Arguments from(int first, Arguments arguments) {
        return new Arguments(arguments.values().subList(first, arguments.size()), arguments.attachments());
    }

    /**
     * {@code ask-me}, milliseconds, anything: the client is asked that as {@code question}, and gets what it answered as
     * {@code answered}, or {@code unanswered}. {@code ask-room}, room, milliseconds: all in it are asked, and the client
     * gets {@code answers}.
     */
    private static void ask(Rooms rooms) {
        rooms.on(
                "ask-me",
                Arguments.class,
                (client, arguments) -> client.emitWithAck("question", from(1, arguments), millis(arguments.json(0)))
                        .whenComplete((answer, failure) -> {
                            if (failure == null) {
                                client.emit("answered", answer);
                            } else {
                                client.emit("unanswered", String.valueOf(isTimeout(failure)));
                            }
                        }));
        rooms.on(
                "ask-room",
                Arguments.class,
                (client, arguments) -> rooms.to(text(arguments.json(0)))
                        .emitWithAck("question", "everyone?", millis(arguments.json(1)))
                        .thenAccept(answers -> client.emit("answers", inShort(answers))));
    }

    private static boolean isTimeout(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException;
    }

    private static Map<String, Object> inShort(Answers answers) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(
                "answers",
                answers.answers().stream()
                        .map(answer -> text(answer.arguments().json(0)))
                        .toList());
        told.put("complete", answers.isComplete());
        return told;
    }

    /**
     * {@code gather} and {@code scatter}, a move: all in the one room join, or leave, the other. {@code who}, room: is
     * answered with the ids of those in it. {@code dismiss}, room: ends them. {@code leave-me}: ends the client.
     */
    private static void move(Rooms rooms) {
        rooms.on("gather", Move.class, (client, move) -> rooms.to(move.from()).join(move.to()));
        rooms.on("scatter", Move.class, (client, move) -> rooms.to(move.from()).leave(move.to()));
        rooms.on(
                "who",
                Json.class,
                (client, room, incoming) -> acknowledgeIds(
                        incoming, rooms.to(text(room)).fetchClients().thenApply(Gathered::value)));
        rooms.on("dismiss", Json.class, (client, room) -> rooms.to(text(room)).disconnect());
        rooms.on("leave-me", Json.class, (client, nothing) -> client.disconnect());
    }

    private static void acknowledgeIds(Incoming incoming, CompletionStage<List<FoundClient>> found) {
        found.thenAccept(clients ->
                incoming.acknowledge(clients.stream().map(FoundClient::id).toList()));
    }

    /** Rooms hear {@code leaving} of a client that goes. Who sends an event {@code shout-...} hears {@code overheard}. */
    private static void watch(Rooms rooms) {
        rooms.onDisconnecting((client, reason, left) -> left.forEach(room -> rooms.to(room)
                .emit(
                        "leaving",
                        Map.of(
                                "clientId",
                                client.id(),
                                "rooms",
                                left.stream().sorted().toList()))));
        rooms.onAny((client, incoming) -> {
            if (incoming.event().startsWith("shout-")) {
                client.emit("overheard", incoming.event());
            }
        });
    }

    /** Only who knows the word is let in, and hears {@code welcome}. There one can {@code join} a room oneself. */
    private static void privately(Namespace namespace) {
        namespace.use(introduction -> {
            String auth = introduction.handshake().auth().text();
            if (!JSON.readTree(auth).path("token").asText().equals("let me in")) {
                throw new RefusedException("no entry for you");
            }
        });
        namespace.onConnect((client, handshake) -> client.emit("welcome", welcome(namespace, client)));
        namespace.on("join", Json.class, (client, room) -> client.join(text(room)));
        echo(namespace);
        tell(namespace);
    }

    private static Map<String, String> welcome(Namespace namespace, Client client) {
        Map<String, String> welcome = new LinkedHashMap<>();
        welcome.put("clientName", client.name());
        welcome.put("namespace", namespace.name());
        return welcome;
    }

    private static String text(Json value) {
        try {
            return JSON.readTree(value.text()).asText();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static Duration millis(Json value) {
        return Duration.ofMillis(Long.parseLong(value.text()));
    }
}
