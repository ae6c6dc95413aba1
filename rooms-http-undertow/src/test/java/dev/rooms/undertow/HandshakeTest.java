package dev.rooms.undertow;

import static dev.rooms.undertow.RawClient.handshake;
import static dev.rooms.undertow.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.security.Authenticator.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake: RFC 6455 §4.2, CONTRACT §3. */
class HandshakeTest {
    private static RunningServer running;

    @BeforeAll
    static void start() {
        running = RunningServer.start();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String answer(String request) throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            return client.write(request).readHead();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws?clientName=ada", "/", "/?clientName=ada"})
    @DisplayName("CONTRACT §3: /ws, and / when the request is a WebSocket upgrade")
    void bothPathsUpgrade(String target) throws IOException {
        assertThat(answer(handshake(target)))
                .startsWith("HTTP/1.1 101 ")
                // The key and its answer are those of RFC 6455 §1.3.
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .containsIgnoringCase("Upgrade: websocket")
                .containsIgnoringCase("Connection: Upgrade")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions")
                .doesNotContainIgnoringCase("Content-Length");
    }

    @Test
    void theTokensOfAHandshakeMayHaveAnyCaseAndStandAmongOthers() throws IOException {
        assertThat(answer(handshake("/ws")
                        .replace("Upgrade: websocket", "Upgrade: h2c, WebSocket")
                        .replace("Connection: Upgrade", "Connection: keep-alive, upgrade")))
                .startsWith("HTTP/1.1 101 ");
    }

    @Test
    @DisplayName("HOSTILE 15: no Upgrade header")
    void wsWithoutUpgradeAsksForIt() throws IOException {
        assertThat(answer(request("GET /ws HTTP/1.1", List.of())))
                .startsWith("HTTP/1.1 426 ")
                .contains("Upgrade: websocket")
                .contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: x", "X-Nothing: 13"})
    void anotherVersionIsToldTheRightOne(String version) throws IOException {
        assertThat(answer(handshake("/ws").replace("Sec-WebSocket-Version: 13", version)))
                .startsWith("HTTP/1.1 426 ")
                .contains("Sec-WebSocket-Version: 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "AAAA", "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="})
    void aKeyThatIsNoneIsRefused(String key) throws IOException {
        assertThat(answer(handshake("/ws").replace("dGhlIHNhbXBsZSBub25jZQ==", key)))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHandshakeThatIsNotMeantToUpgradeTheConnectionIsRefused() throws IOException {
        assertThat(answer(handshake("/ws").replace("Connection: Upgrade", "Connection: keep-alive")))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answer(handshake("/ws").replace("HTTP/1.1", "HTTP/1.0"))).contains(" 400 ");
        assertThat(answer(handshake("/ws", "Content-Length: 3") + "abc")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHandshakeIsAGet() throws IOException {
        assertThat(answer(handshake("/ws").replace("GET", "POST")))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET");
    }

    @Test
    @DisplayName("HOSTILE 16: a foreign Origin is refused with the API's error")
    void aForeignOriginIsRefused() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            assertThat(client.write(handshake("/ws", "Origin: https://evil.example"))
                            .readHead())
                    .startsWith("HTTP/1.1 403 ");
            assertThat(client.readAvailable()).contains("\"statusCode\":403").contains("evil.example");
        }
    }

    @Test
    void framesSentTogetherWithTheHandshakeAreRead() throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write(handshake("/ws")
                    + frame("{\"event\":\"join-room\",\"data\":{\"roomName\":\"early\"},\"ackId\":7}"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(client.receiveText("\"ack\"")).contains("early");
        }
    }

    private static String frame(String text) {
        return new String(
                RawClient.frame(
                        RawClient.FINAL | RawClient.TEXT, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void theAuthenticatorMayBlockAndSeesTheRequest() throws IOException {
        AtomicReference<String> seen = new AtomicReference<>("");
        try (RunningServer guarded = RunningServer.start(rooms -> rooms.authenticator(handshake -> {
                    seen.set(Thread.currentThread().getName() + " " + handshake.path() + " "
                            + handshake.parameter("token").orElse("") + " " + handshake.remoteAddress());
                    return handshake.header("x-key").isPresent()
                            ? Verdict.of("ada")
                            : Verdict.unauthorized("send X-Key");
                }));
                RawClient refused = RawClient.connect(guarded.server());
                RawClient accepted = RawClient.connect(guarded.server())) {
            assertThat(refused.write(handshake("/ws?token=a%20b")).readHead()).startsWith("HTTP/1.1 401 ");
            assertThat(seen.get()).doesNotContain("I/O").endsWith(" /ws a b 127.0.0.1");
            assertThat(accepted.write(handshake("/ws", "X-Key: 1")).readHead()).startsWith("HTTP/1.1 101 ");
        }
    }
}
