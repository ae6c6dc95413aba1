package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.kit.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** An Engine.IO endpoint as its clients meet it: its polls, its posts, and its WebSockets. */
final class EngineEndpoint {
    /** What stands between the packets of a payload. */
    static final String SEPARATOR = "\u001e";

    static final Duration PING_INTERVAL = Duration.ofMillis(300);
    static final Duration PING_TIMEOUT = Duration.ofMillis(200);
    static final int MAX_PAYLOAD = 1_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    /** Up to this age a session has sent no ping, and can't have died without one. */
    private static final Duration YOUTH = Duration.ofMillis(200);

    private static final int ATTEMPTS = 10;

    private final URI base;
    private volatile long lastActionNanos = System.nanoTime();

    /** The one at a path, such as {@code /engine.io/}, of a server. */
    EngineEndpoint(URI server, String path) {
        this.base = URI.create(server.toString().replaceFirst("/$", "") + path);
    }

    /** The client does something just now. */
    void acted() {
        lastActionNanos = System.nanoTime();
    }

    /** Part of a case. */
    @FunctionalInterface
    interface Play {
        void run() throws Exception;
    }

    /**
     * Plays a case whose session never answers a ping, and so must be over before the first one. On a busy machine the
     * client itself may be too slow for that. A failure after that proves nothing, and the case is played again.
     */
    void whileYoung(Play play) throws Exception {
        playAgain(play, begin -> lastActionNanos - begin < YOUTH.toNanos());
    }

    /**
     * Plays a case that must be over before a session's life. On a busy machine the server itself may learn that its first frame
     * is written only when that life is over, and then drops the ping that waited for it. A failure after that time proves nothing,
     * and the case is played again.
     */
    void whileAlive(Duration life, Play play) throws Exception {
        playAgain(play, begin -> System.nanoTime() - begin < life.toNanos());
    }

    private static void playAgain(Play play, LongPredicate counts) throws Exception {
        for (int attempt = 1; ; attempt++) {
            long begin = System.nanoTime();
            try {
                play.run();
                return;
            } catch (AssertionError | IOException failed) {
                if (attempt == ATTEMPTS || counts.test(begin)) {
                    throw failed;
                }
            }
        }
    }

    /** Lets that time pass. */
    static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plus(HttpSetting.PATIENCE)).until(() -> true);
    }

    /** A connection that has yet to send a request. */
    RawHttp dial() throws IOException {
        return RawHttp.connect(base);
    }

    /** Sends a request and leaves its answer for later. */
    RawHttp begin(String method, String query, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(Arrays.asList(headers));
        if (!method.equals("GET")) {
            lines.add("Content-Length: " + bytes.length);
            lines.add("Content-Type: text/plain;charset=UTF-8");
        }
        RawHttp connection = dial();
        acted();
        return connection
                .head(method, "?" + query, lines.toArray(String[]::new))
                .body(bytes);
    }

    /** A request's answer. */
    Answer call(String method, String query, String body, String... headers) throws IOException {
        try (RawHttp connection = begin(method, query, body, headers)) {
            return connection.answer();
        }
    }

    Answer get(String query) throws IOException {
        return call("GET", query, "");
    }

    /** A poll whose answer is left for later. */
    RawHttp beginPoll(String sid) throws IOException {
        return begin("GET", query(sid), "");
    }

    Answer poll(String sid) throws IOException {
        return get(query(sid));
    }

    Answer push(String sid, String... packets) throws IOException {
        return call("POST", query(sid), String.join(SEPARATOR, packets));
    }

    /** Polls a session until it gave that many packets. */
    List<String> poll(String sid, int count) throws IOException {
        List<String> packets = new ArrayList<>();
        while (packets.size() < count) {
            packets.addAll(packets(poll(sid)));
        }
        return packets;
    }

    /** The packets that a poll was answered with. */
    static List<String> packets(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return List.of(answer.body().split(SEPARATOR, -1));
    }

    /** That the session is over, or never was. */
    void assertNoSession(String sid) throws IOException {
        assertThat(poll(sid).status())
                .as("the status of a poll of session %s", sid)
                .isEqualTo(400);
    }

    /** That a poll or a post is answered so. */
    static void assertAnswer(Answer answer, String body) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
    }

    /** Opens a session over polling; its id. */
    String openSession() throws IOException {
        Answer answer = get(POLLING);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return handshake(answer.body()).path("sid").asText();
    }

    /** What the first packet of a session says. */
    static JsonNode handshake(String packet) throws IOException {
        assertThat(packet).startsWith("0{");
        return JSON.readTree(packet.substring(1));
    }

    /** The query of the requests of a session over polling. */
    static String query(String sid) {
        return POLLING + "&sid=" + sid;
    }

    /** Where a WebSocket with that query is opened. */
    URI webSocket(String query) {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "?" + query);
    }

    /** Where a session's WebSocket is opened. */
    URI upgrade(String sid) {
        return webSocket(WEBSOCKET + "&sid=" + sid);
    }

    /** Opens a WebSocket that keeps its session alive; its first frame is still to come. */
    EngineWire open(URI uri) throws Exception {
        acted();
        return EngineWire.open(this, uri);
    }

    /** Opens a session over a WebSocket that keeps it alive, and passes over the handshake. */
    EngineWire openWire() throws Exception {
        EngineWire wire = open(webSocket(WEBSOCKET));
        handshake(wire.next());
        return wire;
    }

    /** Opens a session over a WebSocket that answers no ping, and passes over the handshake. */
    EngineWire openSilentWire() throws Exception {
        acted();
        EngineWire wire = EngineWire.openSilent(this, webSocket(WEBSOCKET));
        handshake(wire.next());
        return wire;
    }

    /** Opens a WebSocket for a session, and completes the probe. */
    EngineWire probe(String sid) throws Exception {
        EngineWire wire = open(upgrade(sid));
        wire.send("2probe");
        assertThat(wire.next()).isEqualTo("3probe");
        return wire;
    }

    /** That a WebSocket there is either refused or closed. */
    void assertNoWebSocket(URI uri) throws Exception {
        acted();
        EngineWire.assertNoneAt(this, uri);
    }
}
