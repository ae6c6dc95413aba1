package dev.rooms.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: how it starts, what it logs, and how it ends (HOSTILE 23). */
@Timeout(120)
class ServerProcessTest {
    private static final int SIGTERM_EXIT = 128 + 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void servesHttpAndWebSocketOnOnePort() throws Exception {
        try (ServerProcess server = start(Map.of());
                JsonClient ada = JsonClient.connect(server.port(), "ada")) {
            assertThat(ada.await("client-connected").path("clientName").asText())
                    .isEqualTo("ada");
            ada.join("lobby");

            HttpResponse<String> health = get(server, "/health");
            HttpResponse<String> sent = broadcast(server, "lobby", "Hello");

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(health.body()).path("status").asText()).isEqualTo("ok");
            assertThat(sent.statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(sent.body()).path("recipients").asInt()).isEqualTo(1);
            assertThat(ada.await("message-reply").path("message").asText()).isEqualTo("Hello");
        }
    }

    @Test
    void sigtermSendsEveryClientAwayWith1001AndEndsTheProcess() throws Exception {
        try (ServerProcess server = start(Map.of("ROOMS_ANNOUNCEMENTS", "off"))) {
            int port = server.port();
            List<JsonClient> clients = IntStream.range(0, 20)
                    .mapToObj(i -> JsonClient.connect(port, "client-" + i))
                    .toList();

            server.terminate();

            for (JsonClient client : clients) {
                assertThat(client.closeCode().get(20, SECONDS)).isEqualTo(1001);
            }
            assertThat(server.exitCode()).isEqualTo(SIGTERM_EXIT);
            assertThat(server.out())
                    .anySatisfy(line -> assertThat(line).contains("Draining 20 clients"))
                    .last()
                    .asString()
                    .contains("Stopped");
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whileTheServerDrainsItSaysSoAndServesThoseWhoAreThere() throws Exception {
        try (ServerProcess server = start(Map.of("ROOMS_DRAIN_DELAY", "8s", "ROOMS_DRAIN_TIMEOUT", "1s"));
                JsonClient ada = JsonClient.connect(server.port(), "ada")) {
            ada.join("lobby");

            server.terminate();

            await().atMost(Duration.ofSeconds(7))
                    .untilAsserted(() -> assertThat(get(server, "/health/ready").statusCode())
                            .isEqualTo(503));
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(handshakeStatus(server.port())).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(broadcast(server, "lobby", "Still here").statusCode()).isEqualTo(201);
            assertThat(ada.await("message-reply").path("message").asText()).isEqualTo("Still here");
            assertThat(ada.closeCode()).isNotDone();

            assertThat(ada.closeCode().get(40, SECONDS)).isEqualTo(1001);
            assertThat(server.exitCode()).isEqualTo(SIGTERM_EXIT);
        }
    }

    @Test
    void aClientThatDoesntAnswerTheCloseDelaysTheEndByTheDrainTimeoutAtMost() throws Exception {
        Map<String, String> patient = Map.of("ROOMS_DRAIN_TIMEOUT", "1s", "ROOMS_CLOSE_TIMEOUT", "1h");
        try (ServerProcess server = start(patient);
                Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(handshake(deaf)).isEqualTo("HTTP/1.1 101 Switching Protocols");
            long before = System.nanoTime();

            server.terminate();

            assertThat(server.exitCode()).isEqualTo(SIGTERM_EXIT);
            // Generous, as the machine may be busy; without the cut it would take an hour.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void wrongSettingsStopTheStartWithExitCode2AndAreAllTold() throws Exception {
        Map<String, String> wrong = Map.of("ROOMS_PORT", "99999", "ROOMS_MAX_MESSAGE_BYTES", "lots");
        try (ServerProcess server = start(wrong)) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.err())
                    .containsExactly(
                            "Rooms can't start with these settings:",
                            "  ROOMS_PORT is '99999' (in the environment); give a whole number from 0 to 65535",
                            "  ROOMS_MAX_MESSAGE_BYTES is 'lots' (in the environment); give bytes from 128 to 1GiB,"
                                    + " such as 65536, 64KiB or 1MiB",
                            "Start with --help to see all settings.");
            assertThat(server.out()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsToldWithoutAStackTrace() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = start(
                        Map.of("ROOMS_HOST", "127.0.0.1", "ROOMS_PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.err())
                    .filteredOn(line -> !line.startsWith("WARNING:")) // what newer JDKs say of Undertow's use of Unsafe
                    .singleElement()
                    .asString()
                    .contains("can't listen on 127.0.0.1:" + taken.getLocalPort(), "ROOMS_HOST or ROOMS_PORT");
        }
    }

    @Test
    void anUnknownNameIsWarnedOfAndTheServerStarts() {
        try (ServerProcess server = start(Map.of("ROOMS_DRAIN_TIMEOUTS", "1s"))) {
            server.port();
            assertThat(server.out())
                    .anySatisfy(line -> assertThat(line).contains("WARN", "did you mean ROOMS_DRAIN_TIMEOUT?"));
        }
    }

    @Test
    void withJsonEveryLineOfTheLogIsAnObject() throws Exception {
        // Debug, so that Undertow's and the library's own lines are among them.
        try (ServerProcess server = start(Map.of("ROOMS_LOG_FORMAT", "json", "ROOMS_LOG_LEVEL", "debug"))) {
            server.port();
            server.terminate();

            assertThat(server.exitCode()).isEqualTo(SIGTERM_EXIT);
            assertThat(server.out()).hasSizeGreaterThan(5).allSatisfy(line -> {
                JsonNode entry = JSON.readTree(line);
                assertThat(entry.path("level").asText()).isNotEmpty();
                assertThat(entry.path("formattedMessage").asText()).isNotEmpty();
            });
            assertThat(server.out())
                    .anySatisfy(line -> assertThat(
                                    JSON.readTree(line).path("loggerName").asText())
                            .startsWith("org.xnio"));
        }
    }

    @Test
    void theServersOwnLibrariesAreQuiet() throws Exception {
        try (ServerProcess server = start(Map.of())) {
            server.port();
            server.terminate();

            assertThat(server.exitCode()).isEqualTo(SIGTERM_EXIT);
            assertThat(server.out()).hasSize(5).noneMatch(line -> line.contains("XNIO") || line.contains("HV000001"));
        }
    }

    @Test
    void argumentsAreHelpAndVersionAlone() throws Exception {
        try (ServerProcess help = ServerProcess.start(directory, Map.of(), "--help");
                ServerProcess version = ServerProcess.start(directory, Map.of(), "--version");
                ServerProcess unknown = ServerProcess.start(directory, Map.of(), "--port=1")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).anySatisfy(line -> assertThat(line).contains("ROOMS_PORT=3001"));
            assertThat(version.exitCode()).isZero();
            assertThat(version.out()).singleElement().asString().startsWith("Rooms ");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).singleElement().asString().startsWith("There is no argument --port=1");
        }
    }

    private ServerProcess start(Map<String, String> environment) {
        return ServerProcess.start(directory, environment);
    }

    private static HttpResponse<String> get(ServerProcess server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> broadcast(ServerProcess server, String room, String text) throws Exception {
        String message = """
                {"id": "1", "clientId": "curl", "clientName": "curl", "roomName": "%s", "messageType": "text",
                 "message": "%s", "timestamp": "2026-01-31T12:00:00Z"}""".formatted(room, text);
        HttpRequest request = HttpRequest.newBuilder(server.uri("/messages/broadcast"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String handshakeStatus(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return handshake(socket);
        }
    }

    /** Opens a WebSocket by hand, and answers nothing from then on; the first line of the answer. */
    private static String handshake(Socket socket) throws IOException {
        socket.getOutputStream().write("""
                GET /ws HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.replace("\n", "\r\n").getBytes(UTF_8));
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next != '\r' && next != -1; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
