package dev.rooms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Rooms;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client that speaks Socket.IO over WebSocket to rooms without a transport between them.
 *
 * <p>{@code SocketIoTestClient ada = SocketIoTestClient.connect(rooms, "ada");}
 *
 * @param session what the transport would call
 * @param channel what the core sent
 */
public record SocketIoTestClient(Session session, RecordingChannel channel) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A connection that has joined no namespace yet. */
    public static SocketIoTestClient open(Rooms rooms) {
        return open(rooms, new RecordingChannel(), Map.of());
    }

    /**
     * A connection on that channel that has joined no namespace yet.
     *
     * @throws AssertionError when the handshake is refused
     */
    public static SocketIoTestClient open(Rooms rooms, RecordingChannel channel, Map<String, List<String>> headers) {
        Admission admission = rooms.socketIo()
                .reception()
                .admit(new Handshake(
                        Handshake.Kind.WEBSOCKET,
                        "/socket.io/",
                        Map.of("EIO", List.of("4"), "transport", List.of("websocket")),
                        headers,
                        "127.0.0.1"));
        if (!(admission instanceof Admission.Granted granted)) {
            throw new AssertionError("refused: " + admission);
        }
        Session session = granted.open(channel);
        channel.whenEnded(session::closed);
        channel.closeReason().ifPresent(session::closed);
        return new SocketIoTestClient(session, channel);
    }

    /** A client of the main namespace, of that name. */
    public static SocketIoTestClient connect(Rooms rooms, String clientName) {
        SocketIoTestClient client = open(rooms);
        client.say("40{\"clientName\":\"" + clientName + "\"}");
        return client;
    }

    /** Sends a packet, its Engine.IO type included: {@code 42["event",1]}. */
    public void say(String packet) {
        session.text(packet);
    }

    /** Sends an attachment. */
    public void say(byte[] attachment) {
        session.binary(ByteBuffer.wrap(attachment));
    }

    /** Every packet that it received after Engine.IO's handshake; but for pings. */
    public List<String> received() {
        return channel.texts().stream()
                .skip(1)
                .filter(packet -> !packet.equals("2"))
                .toList();
    }

    /** The packets of that beginning that it received. */
    public List<String> received(String beginning) {
        return received().stream()
                .filter(packet -> packet.startsWith(beginning))
                .toList();
    }

    /** What it was greeted with when it joined the main namespace. */
    public JsonNode greeting() {
        return parse(received("40{").get(0).substring(2));
    }

    /** Its id in the main namespace. */
    public String id() {
        return greeting().path("sid").textValue();
    }

    /** The secret that it may come back with. */
    public String pid() {
        return greeting().path("pid").textValue();
    }

    /** The arguments of all events of that name in the main namespace, as they came. */
    public List<JsonNode> events(String name) {
        return received("42[").stream()
                .map(packet -> parse(packet.substring(2)))
                .filter(event -> event.path(0).asText().equals(name))
                .toList();
    }

    /** The offset of the last event that it received, if it has one. */
    public Optional<String> offset() {
        return received("42[").stream()
                .reduce((earlier, later) -> later)
                .map(packet -> parse(packet.substring(2)))
                .map(event -> event.path(event.size() - 1).textValue());
    }

    /** Loses its connection. */
    public void lose() {
        session.closed(CloseReason.LOST);
    }

    /** Closes its connection, without having left a namespace. */
    @Override
    public void close() {
        session.closed(CloseReason.NORMAL);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("the server sent what is no JSON: " + json, malformed);
        }
    }
}
