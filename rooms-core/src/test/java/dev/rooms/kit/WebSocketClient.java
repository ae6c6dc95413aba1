package dev.rooms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that speaks the plain protocol over a real WebSocket at {@code /ws}. */
final class WebSocketClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket socket;
    private final Inbox inbox;
    private final String id;

    private WebSocketClient(WebSocket socket, Inbox inbox) throws Exception {
        this.socket = socket;
        this.inbox = inbox;
        this.id = parse(inbox.next("client-connected"))
                .path("data")
                .path("clientId")
                .asText();
    }

    static WebSocketClient connect(HttpClient http, URI base, String clientName) throws Exception {
        Inbox inbox = new Inbox();
        URI uri = URI.create(base.toString().replaceFirst("^http", "ws") + "/ws?clientName="
                + URLEncoder.encode(clientName, StandardCharsets.UTF_8));
        WebSocket socket = http.newWebSocketBuilder()
                .connectTimeout(HttpSetting.PATIENCE)
                .buildAsync(uri, inbox)
                .get(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new WebSocketClient(socket, inbox);
    }

    String id() {
        return id;
    }

    /** Joins a room whose name needs no escaping, and waits until it is in. */
    WebSocketClient join(String room) throws Exception {
        socket.sendText("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + room + "\"}}", true)
                .get(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        inbox.next("ack");
        return this;
    }

    /** The text of the next event of that name; announcements of others are passed over, anything else is a failure. */
    String next(String event) throws Exception {
        return inbox.next(event);
    }

    /** Whether what was sent to it until now holds none of those events: it asks for an answer, which comes after them. */
    boolean hasNothingElse() throws Exception {
        socket.sendText("{\"event\":\"leave-room\",\"data\":{\"roomName\":\"nowhere\"}}", true)
                .get(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        inbox.next("ack");
        return true;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** Keeps what comes, in order. */
    private static final class Inbox implements WebSocket.Listener {
        private static final List<String> ANNOUNCEMENTS = List.of("client-connected", "client-disconnected");

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        String next(String event) throws Exception {
            while (true) {
                String text = texts.poll(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (text == null) {
                    throw new AssertionError("no " + event + " came within " + HttpSetting.PATIENCE);
                }
                String name = parse(text).path("event").asText();
                if (name.equals(event)) {
                    return text;
                }
                if (!ANNOUNCEMENTS.contains(name)) {
                    throw new AssertionError("expected " + event + ", but got " + text);
                }
            }
        }
    }
}
