package dev.rooms.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.EventNames;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.message.FieldError;
import dev.rooms.message.Message;
import dev.rooms.message.SendAcknowledge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends messages for those who aren't clients: to a room, and to one client (CONTRACT §4). */
final class MessageRoutes {
    private static final String DEFAULT_EVENT = "message-reply";

    private final Rooms rooms;
    private final Answers answers;

    MessageRoutes(Rooms rooms, Answers answers) {
        this.rooms = rooms;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/messages/broadcast", this::broadcast), Route.post("/messages/{clientId}", this::send));
    }

    /**
     * That a message was sent to a client.
     *
     * @param success always true
     * @param clientId the client
     */
    record Sent(boolean success, String clientId) {}

    private CompletionStage<HttpResponse> broadcast(Route.Call call) {
        Json json = JsonBody.read(call.request());
        Message message = read(json);
        // The ids say whom to leave out on every server; one that nobody has leaves nobody out.
        List<String> except = message.repliesToSender() ? List.of() : List.of(message.clientId());
        return rooms.to(message.roomName())
                .exceptIds(except)
                .emitAndCount(DEFAULT_EVENT, json)
                .thenApply(sent -> answers.json(201, new SendAcknowledge(true, message.roomName(), sent.value())));
    }

    private CompletionStage<HttpResponse> send(Route.Call call) {
        String clientId = call.arguments().get(0);
        String event = eventName(call.parameter("eventName"));
        Json json = JsonBody.read(call.request());
        read(json);
        return rooms.toClient(clientId).emit(event, json).thenApply(found -> {
            if (found == 0) {
                throw new Refusal(404, "no client with that id is connected");
            }
            return answers.json(201, new Sent(true, clientId));
        });
    }

    private static String eventName(Optional<String> parameter) {
        String event = parameter.orElse(DEFAULT_EVENT);
        if (event.isBlank()) {
            throw Refusal.ofField("eventName", "must not be blank; leave it out for " + DEFAULT_EVENT);
        }
        if (EventNames.RESERVED.contains(event)) {
            throw Refusal.ofField("eventName", "must not be '" + event + "', which Socket.IO reserves");
        }
        return event;
    }

    private Message read(Json json) {
        Message message;
        try {
            message = rooms.read(json, Message.class);
        } catch (RefusedException refused) {
            throw refused.errors().isEmpty() ? refused : withRoomNameToo(refused, json);
        }
        rooms.limits().requireRoomName("roomName", message.roomName());
        return message;
    }

    /** A room's name is checked when all else is good; here it is checked as well, so that all is named at once. */
    private RefusedException withRoomNameToo(RefusedException refused, Json json) {
        if (refused.errors().stream().anyMatch(error -> error.field().equals("roomName"))) {
            return refused;
        }
        Optional<String> roomName = roomName(json);
        try {
            roomName.ifPresent(name -> rooms.limits().requireRoomName("roomName", name));
            return refused;
        } catch (RefusedException more) {
            List<FieldError> errors = new ArrayList<>(refused.errors());
            errors.addAll(more.errors());
            errors.sort(Comparator.comparing(FieldError::field));
            return new RefusedException(refused.getMessage(), errors);
        }
    }

    private Optional<String> roomName(Json json) {
        try {
            return Optional.ofNullable(
                    rooms.read(json, JsonNode.class).path("roomName").textValue());
        } catch (RefusedException unreadable) {
            return Optional.empty();
        }
    }
}
