package dev.rooms.gateway;

import static dev.rooms.EventOption.ALWAYS_ACKNOWLEDGED;
import static dev.rooms.EventOption.NON_BLOCKING;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.Incoming;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.message.ChannelUpdate;
import dev.rooms.message.FieldError;
import dev.rooms.message.Message;
import dev.rooms.message.RoomAcknowledge;
import dev.rooms.message.RoomRequest;
import dev.rooms.message.SendAcknowledge;
import dev.rooms.security.RoomAuthorizer;
import dev.rooms.security.RoomAuthorizer.RoomAction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BiConsumer;

/** Answers the contract's events: joining, leaving, and sending to rooms. */
public final class Gateway {
    private static final Logger LOG = System.getLogger(Gateway.class.getName());

    private final Rooms rooms;
    private final RoomAuthorizer authorizer;

    private Gateway(Rooms rooms, RoomAuthorizer authorizer) {
        this.rooms = rooms;
        this.authorizer = authorizer;
    }

    /** Makes these rooms answer the contract's events. */
    public static void open(Rooms rooms, RoomAuthorizer authorizer) {
        Gateway gateway = new Gateway(rooms, authorizer);
        for (String join : List.of("join-room", "watch-resource")) {
            rooms.on(join, Json.class, gateway::join, NON_BLOCKING, ALWAYS_ACKNOWLEDGED);
        }
        for (String leave : List.of("leave-room", "unwatch-resource")) {
            rooms.on(leave, Json.class, gateway::leave, NON_BLOCKING, ALWAYS_ACKNOWLEDGED);
        }
        rooms.on("message", Message.class, gateway::message, NON_BLOCKING);
        rooms.on("channels", ChannelUpdate.class, gateway::channels, NON_BLOCKING);
    }

    private void join(Client client, Json request, Incoming incoming) {
        answer(client, request, incoming, (member, room) -> {
            require(member, RoomAction.JOIN, room);
            member.join(room);
        });
    }

    private void leave(Client client, Json request, Incoming incoming) {
        answer(client, request, incoming, Client::leave);
    }

    /** Does what was asked and says so; a refusal is said both in the acknowledgement and as an error. */
    private void answer(Client client, Json request, Incoming incoming, BiConsumer<Client, String> deed) {
        String room;
        try {
            room = roomOf(rooms.read(request, RoomRequest.class));
            deed.accept(client, room);
        } catch (RefusedException refused) {
            incoming.acknowledge(
                    RoomAcknowledge.failed(client.id(), client.name(), roomAskedFor(request), refused.getMessage()));
            throw refused;
        }
        incoming.acknowledge(RoomAcknowledge.succeeded(client.id(), client.name(), room));
    }

    private String roomOf(RoomRequest request) {
        String roomName = request.roomName();
        String resourceId = request.resourceId();
        if (roomName != null) {
            if (resourceId != null && !roomName.equals(resourceId)) {
                throw differing();
            }
            rooms.limits().requireRoomName("roomName", roomName);
            return roomName;
        }
        if (resourceId != null) {
            rooms.limits().requireRoomName("resourceId", resourceId);
            return resourceId;
        }
        throw RefusedException.ofField("roomName", "is required");
    }

    private static RefusedException differing() {
        return new RefusedException(
                "roomName and resourceId name the same room; they must not differ",
                List.of(
                        new FieldError("resourceId", "resourceId must not differ from roomName"),
                        new FieldError("roomName", "roomName must not differ from resourceId")));
    }

    /** The room that a refused request named, as far as that can be told. */
    private String roomAskedFor(Json request) {
        try {
            JsonNode tree = rooms.read(request, JsonNode.class);
            String room = tree.path("roomName").textValue();
            String known = room == null ? tree.path("resourceId").textValue() : room;
            return known == null || known.length() > rooms.limits().maxRoomNameLength() ? "" : known;
        } catch (RefusedException unreadable) {
            return "";
        }
    }

    private void message(Client client, Message message, Incoming incoming) {
        String room = message.roomName();
        rooms.limits().requireRoomName("roomName", room);
        require(client, RoomAction.SEND, room);
        send(message.repliesToSender() ? rooms.to(room) : client.to(room), "message-reply", room, incoming);
    }

    private void channels(Client client, ChannelUpdate update, Incoming incoming) {
        String room = update.resourceId();
        rooms.limits().requireRoomName("resourceId", room);
        require(client, RoomAction.SEND, room);
        send(rooms.to(room), "resource-update", room, incoming);
    }

    /** The recipients are counted for who wants to know. */
    @SuppressWarnings("FutureReturnValueIgnored") // an acknowledgement to a client that has gone fails nobody
    private static void send(Audience audience, String event, String room, Incoming incoming) {
        if (incoming.wantsAcknowledgement()) {
            audience.emitAndCount(event, incoming.json())
                    .thenAccept(sent -> incoming.acknowledge(new SendAcknowledge(true, room, sent.value())));
        } else {
            audience.emit(event, incoming.json());
        }
    }

    private void require(Client client, RoomAction action, String room) {
        boolean allowed;
        try {
            allowed = authorizer.allows(client, action, room);
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "The room authorizer failed, so the client is refused", failure);
            allowed = false;
        }
        if (!allowed) {
            throw new RefusedException(
                    action == RoomAction.JOIN
                            ? "this client may not join the room '" + room + "'"
                            : "this client may not send to the room '" + room + "'");
        }
    }
}
