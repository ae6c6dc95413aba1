package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import dev.rooms.http.Health;
import dev.rooms.http.HttpResponse;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket and HTTP on one port: CONTRACT §3, §4. */
class OnePortTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final String MESSAGE = """
            {"id":"1","clientId":"c","clientName":"n","roomName":"news","messageType":"text","message":"hello",\
            "timestamp":"2025-01-01T00:00:00Z"}""";

    private static RunningServer running;

    @BeforeAll
    static void start() {
        running = RunningServer.start();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
    }

    private static String postHead(String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type: application/json"));
        all.addAll(List.of(headers));
        return RawClient.request("POST /messages/broadcast HTTP/1.1", all);
    }

    @Test
    void whatIsPostedReachesAWebSocketOfTheSamePort() throws Exception {
        try (RawClient client = RawClient.open(running.server()).join("news")) {
            client.receiveText("\"ack\"");

            var answer = running.send(post(MESSAGE), "/messages/broadcast");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains("\"recipients\":1");
            assertThat(client.receiveText("message-reply")).contains(MESSAGE);
            assertThat(running.get("/rooms/news").body()).contains("\"clientId\"");
        }
    }

    @Test
    void aRequestWithoutUpgradeAtTheRootIsTheApis() throws Exception {
        var answer = running.get("/");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"statusCode\":404");
    }

    @Test
    @DisplayName("CONTRACT §4: 413 too large, before the body comes")
    void aDeclaredLengthOverTheLimitIsAnsweredAtOnce() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(postHead("Content-Length: " + (MAX_BYTES + 1)) + "{");
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ").contains("Connection: close");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredToAClientThatSendsItAll() throws Exception {
        assertThat(running.send(post("x".repeat(2 * MAX_BYTES)), "/messages/broadcast")
                        .statusCode())
                .isEqualTo(413);
        assertThat(running.send(
                                post("").POST(BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(new byte[2 * MAX_BYTES]))),
                                "/messages/broadcast")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aClientThatReadsNothingBeforeItHasSentItsBodyStillGetsTheAnswer() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(postHead("Content-Length: " + 8 * MAX_BYTES));
            byte[] piece = new byte[MAX_BYTES];
            for (int i = 0; i < 8; i++) {
                client.write(piece);
            }
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ").contains("Connection: close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("CONTRACT §5: the limit is ours, not Undertow's 2 MiB")
    void aBodyMayBeAsLargeAsTheLimitAllows() throws Exception {
        try (RunningServer roomy =
                RunningServer.start(rooms -> rooms.limits(RunningServer.LIMITS.withMaxMessageBytes(4 * MAX_BYTES)))) {
            String large = MESSAGE.replace("hello", "x".repeat(3 * MAX_BYTES));
            assertThat(roomy.send(post(large), "/messages/broadcast").statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    @DisplayName("CONTRACT §4: 413 too large, in chunks, and the connection ends")
    void aChunkedBodyOverTheLimitIsAnsweredAndTheConnectionEnds() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(postHead("Transfer-Encoding: chunked"));
            String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
            for (int sent = 0; sent <= MAX_BYTES; sent += 0x8000) {
                client.write(chunk);
            }
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ").contains("Connection: close");
            client.write("0\r\n\r\n");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aClientThatAsksBeforeItSendsIsToldToGoOn() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(postHead("Expect: 100-continue", "Content-Length: " + MESSAGE.length()));
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
            client.write(MESSAGE);
            assertThat(client.readHead()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void aBodyThatComesByteByByteIsRead() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(postHead("Content-Length: " + MESSAGE.length()));
            for (int i = 0; i < MESSAGE.length(); i++) {
                client.write(MESSAGE.substring(i, i + 1));
            }
            assertThat(client.readHead()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws Exception {
        int length = running.get("/health/live").body().length();
        try (RawClient client = RawClient.connect(running.server())) {
            String live = RawClient.request("GET /health/live HTTP/1.1", List.of());
            client.write(live + live);
            for (int i = 0; i < 2; i++) {
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
                assertThat(client.readBytes(length)).startsWith("{\"status\":\"ok\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rooms/%zz",
                "/rooms/%",
                "/rooms/%FF",
                "/rooms/%C3%28",
                "/messages/..%2f..%2fetc/passwd",
                "/../../etc/passwd",
                "/messages/%2e%2e/x",
                "/rooms?limit=%zz",
                "/rooms?limit=%FF",
                "/rooms?%zz=%&=&&limit",
                "/ws/..;/rooms/x",
                "/rooms/a;b=c",
                "/rooms/\u00FF",
                "//rooms",
                "http://localhost/nothing",
                "*"
            })
    void whatNobodyUnderstandsIs4xxAndNever5xx(String target) throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readHead()).matches("(?s)HTTP/1.1 (4\\d\\d|200) .*");
        }
    }

    @Test
    void anAbsoluteTargetIsReadAsItsPath() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write("GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void healthChecksAndRoutesOfTheEmbeddersAreServed() throws Exception {
        try (RunningServer more = RunningServer.start(
                rooms -> rooms,
                server -> server.healthCheck("db", () -> Health.down("no route to it"))
                        .route("GET", "/hello", request -> HttpResponse.of(200, "text/plain", "hi")))) {
            assertThat(more.get("/health").statusCode()).isEqualTo(503);
            assertThat(more.get("/health").body()).contains("no route to it");
            assertThat(more.get("/hello").body()).isEqualTo("hi");
        }
    }

    @Test
    void theHandlerServesBelowAPathOfAnotherUndertow() throws Exception {
        Rooms rooms = Rooms.builder().limits(RunningServer.LIMITS).build();
        RoomsHandler handler = RoomsHandler.of(rooms);
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new PathHandler().addPrefixPath("/chat", handler))
                .build();
        undertow.start();
        try (rooms;
                handler) {
            int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
            HttpClient http = HttpClient.newHttpClient();
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat/health"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/chat/ws"), new WebSocket.Listener() {})
                    .join();
            await().until(() -> rooms.clientCount() == 1);
            socket.abort();
            await().until(() -> rooms.clientCount() == 0);
        } finally {
            undertow.stop();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> RoomsServer.builder(running.rooms())
                        .host("127.0.0.1")
                        .port(running.server().port())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + running.server().port());
    }
}
