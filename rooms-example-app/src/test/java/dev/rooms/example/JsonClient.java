package dev.rooms.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A client of the plain protocol, by the JDK's own WebSocket. */
public final class JsonClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;

    private JsonClient(URI uri) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new Listener())
                .join();
    }

    /** A client with that name of the server on that port. */
    public static JsonClient connect(int port, String clientName) {
        return new JsonClient(URI.create("ws://localhost:" + port + "/ws?clientName=" + clientName));
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Joins a room, and waits until it is in. */
    public void join(String room) {
        send("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + room + "\"}}");
        await("ack");
    }

    /** The data of the first event of that name, once it is there. */
    public JsonNode await(String event) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> first(event), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> first(String event) {
        return received.stream()
                .filter(envelope -> envelope.path("event").asText().equals(event))
                .map(envelope -> envelope.path("data"))
                .findFirst();
    }

    /** The code of the server's close frame, or 1006 when the connection was lost without one. */
    CompletableFuture<Integer> closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received.add(JSON.readTree(text.toString()));
                } catch (JsonProcessingException malformed) {
                    throw new IllegalStateException(malformed);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeCode.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.complete(1006);
        }
    }
}
