package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.security.OriginPolicy;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO servers beside the rooms, on one port. */
class EngineMountTest {
    private static final int MAX_PAYLOAD = 10_000;
    private static final String OPEN = "?EIO=4&transport=polling";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final BlockingQueue<EngineSocket> sockets = new LinkedBlockingQueue<>();
    private final EngineServer engine = EchoEngine.builder()
            .maxPayload(MAX_PAYLOAD)
            .origins(OriginPolicy.of(List.of("http://page.example")))
            .acceptor((socket, handshake) -> {
                sockets.add(socket);
                return EchoEngine.accept(socket, handshake);
            })
            .build();
    private final EngineServer second = EchoEngine.builder().build();
    private final RunningServer running = start();

    private RunningServer start() {
        return RunningServer.start(
                rooms -> rooms,
                server -> server.ioThreads(1).engine("/engine.io/", engine).engine("/deep/second", second));
    }

    @AfterEach
    void stop() {
        engine.close();
        second.close();
        running.close();
    }

    private static String sid(String handshake) {
        Matcher sid = SID.matcher(handshake);
        assertThat(sid.find()).as(handshake).isTrue();
        return sid.group(1);
    }

    /** The query of a new session's requests. */
    private String session(String path) throws Exception {
        HttpResponse<String> opened = running.get(path + OPEN);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        return OPEN + "&sid=" + sid(opened.body());
    }

    private HttpResponse<String> post(String target, String payload) throws Exception {
        return running.send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(payload)), target);
    }

    private static String head(String method, String target, String... headers) {
        return RawClient.request(method + " " + target + " HTTP/1.1", List.of(headers));
    }

    private static void assertText(RawClient client, String text) throws IOException {
        assertThat(client.receive(RawClient.TEXT).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/engine.io", "/deep/second", "/deep/second/"})
    void whatIsPostedIsPolledWithAndWithoutTheSlash(String path) throws Exception {
        String session = session(path);
        HttpResponse<String> posted = post(path + session, "4hello");
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(posted.headers().firstValue("Content-Length")).hasValue("2");
        assertThat(posted.headers().firstValue("Connection")).isEmpty();
        assertThat(running.get(path + session).body()).isEqualTo("4hello");
    }

    @Test
    void aSessionIsKnownAtItsOwnPathAlone() throws Exception {
        String session = session("/engine.io/");
        assertThat(running.get("/deep/second/" + session).statusCode()).isEqualTo(400);
        assertThat(running.get("/engine.io/more" + session).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionChangesToWebSocketWithNothingLost() throws Exception {
        String session = session("/engine.io/");
        post("/engine.io/" + session, "4one");
        try (RawClient poll = RawClient.connect(running.server());
                RawClient socket =
                        RawClient.open(running.server(), "/engine.io/" + session.replace("polling", "websocket"))) {
            socket.text("2probe");
            assertText(socket, "3probe");
            poll.write(head("GET", "/engine.io/" + session));
            assertThat(poll.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(poll.readBytes(4)).isEqualTo("4one");
            poll.write(head("GET", "/engine.io/" + session));
            assertThat(poll.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(poll.readBytes(1)).isEqualTo("6");

            socket.text("5").text("4two");
            assertText(socket, "4two");
            assertThat(running.get("/engine.io/" + session).statusCode()).isEqualTo(400);
        }
        await().untilAsserted(() -> assertThat(engine.socketCount()).isZero());
    }

    @Test
    void aClientThatGivesUpItsPollEndsItsSession() throws Exception {
        String session = session("/engine.io/");
        EngineSocket socket = sockets.take();
        try (RawClient poll = RawClient.connect(running.server())) {
            poll.write(head("GET", "/engine.io/" + session));
            await().until(socket::isWritable);
        }
        await().untilAsserted(() -> assertThat(engine.socketCount()).isZero());
        assertThat(running.get("/engine.io/" + session).statusCode()).isEqualTo(400);
    }

    @Test
    void binaryMessagesArriveWholeUpToTheLimit() throws Exception {
        byte[] large = "x".repeat(MAX_PAYLOAD).getBytes(StandardCharsets.US_ASCII);
        try (RawClient client = RawClient.open(running.server(), "/engine.io/?EIO=4&transport=websocket")) {
            client.receiveText("\"sid\"");
            client.send(RawClient.BINARY, new byte[] {1, 2});
            client.send(RawClient.FINAL | RawClient.CONTINUATION, new byte[] {3});
            assertThat(client.receive(RawClient.BINARY).payload()).containsExactly(1, 2, 3);
            client.send(RawClient.FINAL | RawClient.BINARY, large);
            assertThat(client.receive(RawClient.BINARY).payload()).isEqualTo(large);

            client.send(RawClient.FINAL | RawClient.BINARY, new byte[MAX_PAYLOAD + 1]);
            assertThat(client.receive(RawClient.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void roomsAndEnginesShareOnePort() throws Exception {
        try (RawClient plain = RawClient.open(running.server(), "/ws").join("lobby");
                RawClient socket = RawClient.open(running.server(), "/engine.io?EIO=4&transport=websocket");
                RawClient other = RawClient.open(running.server(), "/deep/second/?EIO=4&transport=websocket")) {
            plain.receiveText("\"ack\"");
            for (RawClient client : List.of(socket, other)) {
                client.receiveText("\"sid\"");
                client.text("4hello");
                assertText(client, "4hello");
            }
            assertThat(running.rooms().clientCount()).isEqualTo(1);
            assertThat(engine.socketCount()).isEqualTo(1);
            assertThat(second.socketCount()).isEqualTo(1);
            assertThat(running.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void socketsBelongToTheLaneOfTheirIoThreadWhateverCarriesThem() throws Exception {
        session("/engine.io/");
        try (RawClient client = RawClient.open(running.server(), "/engine.io/?EIO=4&transport=websocket")) {
            client.receiveText("\"sid\"");
            assertThat(sockets.take().lane()).isSameAs(sockets.take().lane());
        }
    }

    @Test
    void clientsOfAllProtocolsShareTheLaneOfAnIoThread() throws Exception {
        try (RawClient plain = RawClient.open(running.server(), "/ws").join("lobby");
                RawClient socketIo = RawClient.open(running.server(), "/socket.io/?EIO=4&transport=websocket")) {
            plain.receiveText("\"ack\"");
            socketIo.receiveText("\"upgrades\":[]");
            socketIo.text("40");
            socketIo.receiveText("40{\"sid\":");
            assertThat(running.rooms().clientCount()).isEqualTo(2);
            assertThat(running.rooms().registry().everyone().lanes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?EIO=3&transport=websocket", "?EIO=4&transport=polling", "?EIO=4&transport=websocket&sid=nobody"
            })
    void aWebSocketHandshakeThatIsRefusedIsAnsweredWithJson(String query) throws Exception {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(RawClient.handshake("/engine.io/" + query));
            assertThat(client.readHead()).startsWith("HTTP/1.1 400 ").contains("application/json");
            assertThat(client.readAvailable()).contains("\"statusCode\":400").contains("\"message\":[\"");
        }
    }

    @Test
    void aForeignPageIsRefused() throws Exception {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(RawClient.handshake("/engine.io/?EIO=4&transport=websocket", "Origin: https://evil.example"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void aWebSocketHandshakeThatIsNoneSaysWhatIsMissing() throws Exception {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(RawClient.handshake("/engine.io/?EIO=4&transport=websocket")
                    .replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 426 ").contains("Sec-WebSocket-Version: 13");
        }
    }

    @Test
    void requestsOfOtherMethodsLeaveTheConnectionUsable() throws Exception {
        String target = "/engine.io/" + session("/engine.io/");
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(head(
                    "OPTIONS",
                    target,
                    "Origin: http://page.example",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type"));
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 204 ")
                    .contains("Access-Control-Allow-Origin: http://page.example")
                    .contains("POST");
            client.write(head("HEAD", target));
            assertThat(client.readHead()).startsWith("HTTP/1.1 400 ");
            client.write(head("POST", target, "Content-Length: 6") + "4hello" + head("GET", target));
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readBytes(2)).isEqualTo("ok");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readBytes(6)).isEqualTo("4hello");
        }
    }

    @Test
    void aPayloadInChunksOverTheLimitIsRefusedAndTheSessionStays() throws Exception {
        String target = "/engine.io/" + session("/engine.io/");
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(head("POST", target, "Transfer-Encoding: chunked"));
            client.write("4E20\r\n" + "4".repeat(20_000) + "\r\n0\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ");
        }
        assertThat(post(target, "4hello").body()).isEqualTo("ok");
        assertThat(running.get(target).body()).isEqualTo("4hello");
    }

    @Test
    void anEngineIsServedBelowAPathOfAnotherUndertow() throws Exception {
        try (Rooms rooms = Rooms.builder().limits(RunningServer.LIMITS).build();
                RoomsHandler handler = RoomsHandler.builder(rooms)
                        .engine("/engine.io/", engine)
                        .build()) {
            Undertow undertow = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1", new PathHandler().addPrefixPath("/chat", handler))
                    .build();
            undertow.start();
            try {
                int port =
                        ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
                try (RawClient polling = RawClient.connect(port);
                        RawClient socket = RawClient.connect(port)) {
                    polling.write(head("GET", "/chat/engine.io/" + OPEN));
                    assertThat(polling.readHead()).startsWith("HTTP/1.1 200 ");
                    socket.write(RawClient.handshake("/chat/engine.io/?EIO=4&transport=websocket"));
                    assertThat(socket.readHead()).startsWith("HTTP/1.1 101 ");
                    socket.receiveText("\"sid\"");
                }
            } finally {
                undertow.stop();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws",
                "/ws/",
                "/api",
                "/api/",
                "/api/engine.io",
                "/api-json",
                "/health",
                "/health/live",
                "/metrics",
                "/rooms",
                "/rooms/engine.io",
                "/messages/broadcast",
                "/version"
            })
    void aPathThatIsTakenIsNamed(String path) {
        assertThatThrownBy(() -> RoomsHandler.builder(running.rooms())
                        .engine(path, engine)
                        .route("GET", "/version", request -> dev.rooms.http.HttpResponse.empty(204))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "engine.io", "/engine io", "/a//b", "/a?b", "/a%20b", "/{a}", "/a/*"})
    void whatIsNoPathForAnEngineIsRefused(String path) {
        assertThatThrownBy(() -> RoomsServer.builder(running.rooms()).engine(path, engine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + path + "'");
    }

    @Test
    void twoEnginesCanNotBeAtOnePath() {
        RoomsServer.Builder builder = RoomsServer.builder(running.rooms()).engine("/a/", engine);
        assertThatThrownBy(() -> builder.engine("/a", second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a");
    }
}
