package dev.rooms.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
        return connect(URI.create("http://localhost:" + port), clientName);
    }

    /** A client with that name of the server below that address. */
    public static JsonClient connect(URI server, String clientName) {
        return new JsonClient(
                URI.create(server.toString().replaceFirst("^http", "ws") + "/ws?clientName=" + clientName));
    }

    /** A client of the endpoint at that address. */
    public static JsonClient connect(URI uri) {
        return new JsonClient(uri);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends what the server may close the connection for before all of it is gone. */
    public void trySend(String text) {
        socket.sendText(text, true).exceptionally(closed -> socket).join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Joins a room, and waits until it is in. */
    public void join(String room) {
        send("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + room + "\"}}");
        await("ack");
    }

    /** The data of the first event of that name, once it is there. */
    public JsonNode await(String event) {
        return await(event, data -> true);
    }

    /** The data of the first event of that name that matches, once it is there. */
    public JsonNode await(String event, Predicate<JsonNode> matches) {
        return awaitEnvelope(event, envelope -> matches.test(envelope.path("data")))
                .path("data");
    }

    /** The first of that event whose envelope matches, once it is there. */
    public JsonNode awaitEnvelope(String event, Predicate<JsonNode> matches) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> of(event).filter(matches).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The data of all events of that name so far. */
    public List<JsonNode> all(String event) {
        return of(event).map(envelope -> envelope.path("data")).toList();
    }

    private Stream<JsonNode> of(String event) {
        return received.stream()
                .filter(envelope -> envelope.path("event").asText().equals(event));
    }

    /** Asks for the end; {@link #closeCode()} has what the server answers. */
    public void close(int code) {
        socket.sendClose(code, "").join();
    }

    /** The code of the server's close frame, or 1006 when the connection was lost without one. */
    public CompletableFuture<Integer> closeCode() {
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
