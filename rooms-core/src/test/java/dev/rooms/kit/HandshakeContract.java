package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.kit.RawClient.RawFrame;
import dev.rooms.kit.RawClient.Refusal;
import dev.rooms.security.Authenticator;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Handshake;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what an odd request gets. */
abstract class HandshakeContract extends TransportCases {
    HandshakeContract(TransportContract transport) {
        super(transport);
    }

    @Test
    void theHandshakeTellsQueryAndHeaders() throws Exception {
        Queue<Handshake> seen = new ConcurrentLinkedQueue<>();
        Stage stage = serve(rooms -> rooms.authenticator(handshake -> {
            seen.add(handshake);
            return Authenticator.Verdict.anonymous();
        }));

        int status = stage.dial()
                .handshake(
                        URI.create(stage.uri() + "?token=a%20b%26c&token=second&empty=&%C3%A9=%F0%9F%98%80"),
                        "X-Token: s3cret",
                        "X-Two: one",
                        "x-two: two");

        assertThat(status).isEqualTo(101);
        Handshake handshake = seen.element();
        assertThat(handshake.kind()).isEqualTo(Handshake.Kind.WEBSOCKET);
        assertThat(stage.uri().getPath()).endsWith(handshake.path());
        assertThat(handshake.query().get("token")).containsExactly("a b&c", "second");
        assertThat(handshake.parameter("empty")).hasValue("");
        assertThat(handshake.parameter("é")).hasValue("😀");
        assertThat(handshake.header("x-token")).hasValue("s3cret");
        assertThat(handshake.headers().get("x-two")).containsExactly("one", "two");
        assertThat(handshake.header("host")).hasValue(stage.uri().getAuthority());
        assertThat(handshake.remoteAddress()).isIn("127.0.0.1", "");
    }

    @Test
    void handshakesSideBySideAreNeverTakenForEachOther() throws Exception {
        int threads = 4;
        int each = 50;
        // They leave the authenticator together, so that their connections open side by side, too.
        CyclicBarrier together = new CyclicBarrier(threads);
        Queue<String> mistaken = new ConcurrentLinkedQueue<>();
        Stage stage = serve(rooms -> rooms.authenticator(handshake -> {
            try {
                together.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException(alone);
            }
            return Authenticator.Verdict.of(handshake.header("x-user").orElse("nobody"));
        }));

        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            running.add(new Thread(() -> IntStream.range(0, each).forEach(i -> {
                String user = "user-" + thread + "-" + i;
                try {
                    RawClient client = stage.dial();
                    assertThat(client.handshake(stage.uriOf(user), "X-User: " + user))
                            .isEqualTo(101);
                    // Asked at both ends: what one handshake said goes together, whichever connection gets it.
                    KitEvent welcome = client.readUntil("client-connected");
                    assertThat(welcome.field("clientName")).isEqualTo(user);
                    assertThat(stage.rooms().client(welcome.field("clientId")).flatMap(Client::principal))
                            .hasValue(user);
                } catch (Exception | AssertionError mistake) {
                    mistaken.add(user + ": " + mistake);
                }
            })));
        }
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(mistaken).isEmpty();
        assertThat(stage.rooms().clientCount()).isEqualTo(threads * each);
    }

    @Test
    void whomTheAuthenticatorRefusesIsNotLetIn() throws Exception {
        Stage stage = serve(rooms -> rooms.authenticator(
                handshake -> switch (handshake.parameter("token").orElse("")) {
                    case "good" -> Authenticator.Verdict.of("ada");
                    case "known" -> Authenticator.Verdict.forbidden("not here");
                    case "" -> Authenticator.Verdict.unauthorized("give a token");
                    default -> throw new IllegalStateException("a fault of the authenticator's own, thrown by a test");
                }));

        Refusal unauthorized = stage.dial().refusal(stage.uri());
        unauthorized.assertFinal();
        assertThat(unauthorized.status() == 401 || unauthorized.text().equals("give a token"))
                .as("%s", unauthorized)
                .isTrue();
        Refusal forbidden = stage.dial().refusal(URI.create(stage.uri() + "?token=known"));
        forbidden.assertFinal();
        assertThat(forbidden.status() == 403 || forbidden.text().equals("not here"))
                .as("%s", forbidden)
                .isTrue();
        // It is logged, too, with a stack trace that would only alarm those who read the tests' output.
        whatIsPrintedBy(() -> stage.dial().assertRefused(URI.create(stage.uri() + "?token=fault")));
        assertThat(stage.rooms().clientCount()).isZero();
        KitClient ada = stage.open(URI.create(stage.uri() + "?token=good")).awaitWelcome();
        assertThat(stage.rooms().client(ada.id()).orElseThrow().principal()).hasValue("ada");
    }

    @Test
    void aRefusedClientThatAnswersNothingIsHungUpOn() throws Exception {
        Stage stage = serve(Limits.DEFAULTS.withCloseTimeout(Duration.ofMillis(300)));
        RawClient client = stage.dial();

        // A status alone may leave the connection open for another request.
        if (client.handshake(stage.uriOf("x".repeat(129))) == 101) {
            assertThat(client.read().map(RawFrame::closeCode)).hasValue(1008);
            assertThat(client.read()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:1", "%"})
    @DisplayName("HOSTILE 16: a page from elsewhere is refused, with cookies and without")
    void aPageFromElsewhereIsRefused(String origin) throws Exception {
        Stage stage = serve();

        stage.dial().assertRefused(stage.uri(), "Origin: " + origin);
        stage.dial().assertRefused(stage.uri(), "Origin: " + origin, "Cookie: session=1");

        assertThat(stage.rooms().clientCount()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 16: cookies without an origin are refused; a program sends neither")
    void cookiesWithoutAnOriginAreRefused() throws Exception {
        Stage stage = serve();

        stage.dial().assertRefused(stage.uri(), "Cookie: session=1");

        assertThat(stage.dial().handshake(stage.uri())).isEqualTo(101);
    }

    @Test
    @DisplayName("HOSTILE 16: a page from the same host may connect, and others as configured")
    void pagesMayConnectFromTheSameHostAndAsConfigured() throws Exception {
        Stage stage = serve(rooms -> rooms.origins(OriginPolicy.of(List.of("https://app.example"))));

        for (String origin : List.of("http://" + stage.uri().getAuthority(), "https://app.example")) {
            assertThat(stage.dial().handshake(stage.uri(), "Origin: " + origin, "Cookie: session=1"))
                    .isEqualTo(101);
        }
        stage.dial().assertRefused(stage.uri(), "Origin: https://other.example");
    }

    @Test
    @DisplayName("HOSTILE 16: every page may connect where that is configured")
    void everyPageMayConnectWhereThatIsConfigured() throws Exception {
        Stage stage = serve(rooms -> rooms.origins(OriginPolicy.any()));

        for (String origin : List.of("http://evil.example", "null")) {
            assertThat(stage.dial().handshake(stage.uri(), "Origin: " + origin, "Cookie: session=1"))
                    .isEqualTo(101);
        }
    }

    @Test
    @DisplayName("HOSTILE 15: 2,000 headers are refused")
    void twoThousandHeadersAreRefused() throws Exception {
        Stage stage = serve();
        String[] headers =
                IntStream.range(0, 2_000).mapToObj(i -> "X-" + i + ": " + i).toArray(String[]::new);

        assertThat(stage.dial().handshake(stage.uri(), headers)).satisfies(HandshakeContract::isRefusal);

        stage.assertServes();
    }

    @Test
    @DisplayName("HOSTILE 15: a header of 64 KB is refused")
    void aHeaderOf64KilobytesIsRefused() throws Exception {
        Stage stage = serve();

        assertThat(stage.dial().handshake(stage.uri(), "Sec-WebSocket-Protocol: " + "chat,".repeat(13_000) + "chat"))
                .satisfies(HandshakeContract::isRefusal);

        stage.assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upgrade: h2c|Connection: Upgrade|", "Upgrade: websocket|Connection: Upgrade|"})
    @DisplayName("HOSTILE 15: a request that is no handshake is refused")
    void aRequestThatIsNoHandshakeIsRefused(String headers) throws Exception {
        Stage stage = serve();
        RawClient client = stage.dial();

        client.sendBytes(("GET " + stage.uri().getPath() + " HTTP/1.1\r\nHost: "
                        + stage.uri().getAuthority() + "\r\n" + headers.replace("|", "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(client.status()).satisfies(HandshakeContract::isRefusal);
        assertThat(stage.rooms().clientCount()).isZero();
        stage.assertServes();
    }

    /** A client's fault, or hung up on. */
    private static void isRefusal(int status) {
        assertThat(status == 0 || (status >= 400 && status < 500))
                .as("status %d", status)
                .isTrue();
    }
}
