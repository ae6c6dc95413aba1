package dev.rooms.example.clients;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.json.JSONException;
import org.json.JSONObject;

/** A client by Socket.IO's own library for Java, with what it has received. */
public final class JavaVisitor implements AutoCloseable {
    /** An event as it came; what isn't JSON is told by its text. */
    public record Received(String event, JsonNode data) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Wire wire = new Wire();
    private final Socket socket;

    private JavaVisitor(URI uri, IO.Options options) {
        options.callFactory = Wire.HTTP;
        options.webSocketFactory = wire;
        this.socket = IO.socket(uri, options);
        socket.onAnyIncoming(args -> note((String) args[0], args.length > 1 ? args[1] : null));
        for (String event : List.of(Socket.EVENT_CONNECT, Socket.EVENT_DISCONNECT, Socket.EVENT_CONNECT_ERROR)) {
            socket.on(event, args -> note('(' + event + ')', args.length > 0 ? args[0] : null));
        }
    }

    private void note(String event, Object data) {
        received.add(new Received(event, json(data)));
    }

    private static JsonNode json(Object data) {
        if (!(data instanceof JSONObject)) {
            return JSON.valueToTree(String.valueOf(data));
        }
        try {
            return JSON.readTree(data.toString());
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** A connected client of that name. */
    static JavaVisitor connect(int port, Transports transports, String clientName) {
        return connect(at(port), transports, clientName);
    }

    /** A connected client of that name, of the server below that address. */
    public static JavaVisitor connect(URI server, Transports transports, String clientName) {
        JavaVisitor visitor = open(server, transports, "/", options -> options.auth = Map.of("clientName", clientName));
        visitor.awaitConnect(1);
        return visitor;
    }

    /** A client that connects; the test sets what is special of it. */
    public static JavaVisitor open(int port, Transports transports, String namespace, Consumer<IO.Options> special) {
        return open(at(port), transports, namespace, special);
    }

    private static URI at(int port) {
        return URI.create("http://localhost:" + port);
    }

    /** The same of the server below that address: its path becomes an option, as the address itself ends in a namespace. */
    private static JavaVisitor open(URI server, Transports transports, String namespace, Consumer<IO.Options> special) {
        IO.Options options = IO.Options.builder()
                .setPath(server.getPath() + "/socket.io/")
                .setForceNew(true)
                .setReconnectionDelay(50)
                .setReconnectionDelayMax(200)
                .build();
        if (transports != Transports.DEFAULT) {
            options.transports = new String[] {transports.name().toLowerCase(Locale.ROOT)};
        }
        special.accept(options);
        JavaVisitor visitor = new JavaVisitor(server.resolve(namespace), options);
        visitor.socket.connect();
        return visitor;
    }

    public String id() {
        return socket.id();
    }

    Manager manager() {
        return socket.io();
    }

    Wire wire() {
        return wire;
    }

    /** Does this at each further connection, as an application does to be in its rooms again. */
    void atConnect(Runnable deed) {
        socket.on(Socket.EVENT_CONNECT, args -> deed.run());
    }

    public void emit(String event, Object... data) {
        socket.emit(event, data);
    }

    /** Sends with an acknowledgement, and gives its first value. */
    public JsonNode ask(String event, Object... data) {
        return json(request(event, data)[0]);
    }

    /** Sends with an acknowledgement, and gives all of it as the library does. */
    Object[] request(String event, Object... data) {
        CompletableFuture<Object[]> answer = new CompletableFuture<>();
        socket.emit(event, data, (Ack) answer::complete);
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Acknowledges each such event with what comes of its data. */
    void answer(String event, UnaryOperator<Object[]> answer) {
        socket.on(event, args -> {
            int last = args.length - 1;
            ((Ack) args[last]).call(answer.apply(Arrays.copyOf(args, last)));
        });
    }

    public JsonNode join(String room) {
        return ask("join-room", object(Map.of("roomName", room)));
    }

    public static JSONObject object(Map<String, ?> fields) {
        JSONObject object = new JSONObject();
        fields.forEach((name, value) -> {
            try {
                object.put(name, value);
            } catch (JSONException unfit) {
                throw new IllegalArgumentException(unfit);
            }
        });
        return object;
    }

    /** The data of all events of that name so far. */
    public List<JsonNode> all(String event) {
        return received.stream()
                .filter(one -> one.event().equals(event))
                .map(Received::data)
                .toList();
    }

    /** The data of the first event of that name that matches, once it is there. */
    public JsonNode first(String event, Predicate<JsonNode> matches) {
        return await("'" + event + "' at " + this)
                .atMost(PATIENCE)
                .until(() -> all(event).stream().filter(matches).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    public JsonNode first(String event) {
        return first(event, data -> true);
    }

    /** The first of that event which tells of this client. */
    public JsonNode ofItself(String event) {
        return first(event, data -> data.path("clientId").asText().equals(id()));
    }

    /** Waits for the so manieth connection. */
    public void awaitConnect(int times) {
        await("connection " + times + " of " + this)
                .atMost(PATIENCE)
                .until(() -> all("(connect)").size() >= times && socket.connected());
    }

    @Override
    public void close() {
        socket.disconnect();
    }

    @Override
    public String toString() {
        return "a client that received " + received;
    }
}
