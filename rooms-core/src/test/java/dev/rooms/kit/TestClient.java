package dev.rooms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Client;
import dev.rooms.Rooms;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Session;
import java.util.List;
import java.util.Map;

/**
 * A client that speaks the plain protocol to rooms without a transport between them.
 *
 * <p>{@code TestClient ada = TestClient.connect(rooms, "ada"); ada.join("lobby");} It agrees to be closed at once; for one
 * that doesn't, give {@link RecordingChannel#whenEnded} something else to do.
 *
 * @param id the id that the server gave it; empty when announcements are off or the channel's lane is a thread, as the
 *     server then hasn't told yet: {@link #of} finds it
 * @param session what the transport would call
 * @param channel what the core sent
 */
public record TestClient(String id, Session session, RecordingChannel channel) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A client of that name. */
    public static TestClient connect(Rooms rooms, String clientName) {
        return connect(rooms, clientName, new RecordingChannel());
    }

    /** A client of that name on that channel. */
    public static TestClient connect(Rooms rooms, String clientName, RecordingChannel channel) {
        return connect(rooms, handshake(Map.of("clientName", List.of(clientName)), Map.of()), channel);
    }

    /**
     * A client with that handshake.
     *
     * @throws AssertionError when it is refused
     */
    public static TestClient connect(Rooms rooms, Handshake handshake, RecordingChannel channel) {
        Admission admission = rooms.reception().admit(handshake);
        if (!(admission instanceof Admission.Granted granted)) {
            throw new AssertionError("refused: " + admission);
        }
        Session session = granted.open(channel);
        channel.whenEnded(session::closed);
        channel.closeReason().ifPresent(session::closed);
        String id = channel.texts().stream()
                .map(TestClient::parse)
                .filter(envelope -> envelope.path("event").asText().equals("client-connected"))
                .map(envelope -> envelope.path("data").path("clientId").asText())
                .findFirst()
                .orElse("");
        return new TestClient(id, session, channel);
    }

    /**
     * The server's end of the one client of that name.
     *
     * @throws AssertionError when there isn't exactly one
     */
    public static Client of(Rooms rooms, String clientName) {
        List<? extends Client> found = rooms.registry().everyone().members().stream()
                .filter(client -> client.name().equals(clientName))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " clients are named " + clientName);
        }
        return found.get(0);
    }

    /** The handshake of a WebSocket client at {@code /ws} from this machine. */
    public static Handshake handshake(Map<String, List<String>> query, Map<String, List<String>> headers) {
        return new Handshake(Handshake.Kind.WEBSOCKET, "/ws", query, headers, "127.0.0.1");
    }

    /** Sends an event; {@code data} is JSON. */
    public void send(String event, String data) {
        session.text("{\"event\":\"" + event + "\",\"data\":" + data + "}");
    }

    /** Joins a room whose name needs no escaping. */
    public void join(String room) {
        send("join-room", "{\"roomName\":\"" + room + "\"}");
    }

    /** Leaves a room whose name needs no escaping. */
    public void leave(String room) {
        send("leave-room", "{\"roomName\":\"" + room + "\"}");
    }

    /** Sends an event and asks for an acknowledgement under that id, both in JSON. */
    public void send(String event, String data, String ackId) {
        session.text("{\"event\":\"" + event + "\",\"data\":" + data + ",\"ackId\":" + ackId + "}");
    }

    /** Everything that it received, as envelopes. */
    public List<JsonNode> received() {
        return channel.texts().stream().map(TestClient::parse).toList();
    }

    /** The data of all events of that name that it received. */
    public List<JsonNode> received(String event) {
        return received().stream()
                .filter(envelope -> envelope.path("event").asText().equals(event))
                .map(envelope -> envelope.path("data"))
                .toList();
    }

    /**
     * The one text that it received, which it forgets.
     *
     * @throws AssertionError when it received none, or more than one
     */
    public String takeOnly() {
        List<String> texts = channel.texts();
        if (texts.size() != 1) {
            throw new AssertionError("one text was to be received, but there are " + texts.size() + ": " + texts);
        }
        channel.clear();
        return texts.get(0);
    }

    /** Disconnects as a client does that says goodbye. */
    @Override
    public void close() {
        session.closed(CloseReason.NORMAL);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("the server sent what is no JSON: " + text, malformed);
        }
    }
}
