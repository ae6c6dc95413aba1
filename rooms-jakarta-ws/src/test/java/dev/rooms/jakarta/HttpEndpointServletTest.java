package dev.rooms.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import jakarta.servlet.ServletRegistration;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How requests reach an endpoint that lets them wait, and what it hears of clients that don't. */
class HttpEndpointServletTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PatientEndpoint endpoint = new PatientEndpoint();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private UndertowServer server;

    @BeforeEach
    void start() throws Exception {
        server = UndertowServer.start("/app", context -> {
            ServletRegistration.Dynamic patient = context.addServlet("patient", new HttpEndpointServlet(endpoint));
            patient.setAsyncSupported(true);
            patient.addMapping("/poll/*");
            ServletRegistration.Dynamic hasty =
                    context.addServlet("hasty", new HttpEndpointServlet(endpoint, Duration.ofMillis(50)));
            hasty.setAsyncSupported(true);
            hasty.addMapping("/hasty");
            ServletRegistration.Dynamic brief =
                    context.addServlet("brief", new HttpEndpointServlet(endpoint, Duration.ofSeconds(2)));
            brief.setAsyncSupported(true);
            brief.addMapping("/brief");
            context.addServlet("synchronous", new HttpEndpointServlet(endpoint)).addMapping("/synchronous");
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(server.uri("http", path)).timeout(PATIENCE);
    }

    private CompletableFuture<java.net.http.HttpResponse<String>> send(java.net.http.HttpRequest.Builder request) {
        return client.sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest nextHead() throws InterruptedException {
        HttpRequest head = endpoint.heads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(head).as("a request arrives").isNotNull();
        return head;
    }

    private byte[] nextBody() throws InterruptedException {
        byte[] body = endpoint.bodies.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(body).as("a request is let in, and its body arrives").isNotNull();
        return body;
    }

    private Socket dial() throws Exception {
        URI base = server.uri("http", "");
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    @Test
    void theEndpointSeesTheRequestAsItWasSentBelowTheContextPath() throws Exception {
        var answered = send(request("/poll/a%20b%2Fc/?x=1&y=%C3%A9&x=2").header("X-Some", "Thing"));

        HttpRequest head = nextHead();
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.path()).isEqualTo("/poll/a%20b%2Fc/");
        assertThat(head.query()).containsExactlyInAnyOrderEntriesOf(Map.of("x", List.of("1", "2"), "y", List.of("é")));
        assertThat(head.headers()).containsEntry("x-some", List.of("Thing"));
        assertThat(head.remoteAddress()).isEqualTo("127.0.0.1");
        endpoint.answer.complete(HttpResponse.empty(204));
        assertThat(answered.join().statusCode()).isEqualTo(204);
    }

    @Test
    void anAnswerArrivesAsItIsWithItsLength() throws Exception {
        var answered = send(request("/poll/").POST(java.net.http.HttpRequest.BodyPublishers.ofString("4é")));
        assertThat(nextBody()).isEqualTo("4é".getBytes(UTF_8));

        endpoint.answer.complete(
                HttpResponse.of(200, "text/plain; charset=UTF-8", "6ö").withHeader("Set-Cookie", "a=b; Path=/"));

        var response = answered.join();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("6ö");
        assertThat(response.headers().firstValue("Content-Length")).hasValue("3");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=b; Path=/");
    }

    @Test
    void noThreadWaitsWhilePollsDo() throws Exception {
        List<CompletableFuture<?>> polls = new ArrayList<>();
        for (int i = 0; i < 10 * UndertowServer.WORKERS; i++) {
            polls.add(send(request("/poll/")));
        }
        for (int i = 0; i < polls.size(); i++) {
            nextBody();
        }

        endpoint.answer.complete(HttpResponse.of(200, "text/plain", "at last"));
        polls.forEach(CompletableFuture::join);
    }

    @Test
    void aClientThatGoesWhileItsAnswerIsWrittenIsAbandonedOnceWhenThePatienceEndsAtTheLatest() throws Exception {
        try (Socket socket = dial()) {
            socket.getOutputStream().write("GET /app/brief HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            nextBody();
            endpoint.answer.complete(new HttpResponse(200, Map.of("Content-Type", "x/y"), new byte[20_000_000]));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(endpoint.abandoned).hasValue(0);
            socket.setSoLinger(true, 0);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoint.abandoned).hasValue(1));
        send(request("/poll/")).join();
        assertThat(endpoint.abandoned).hasValue(1);
    }

    @Test
    void whoeverAnswersWaitsForNoClientHoweverSlowlyItReads() throws Exception {
        byte[] large = new byte[20_000_000];
        try (Socket slow = dial()) {
            slow.getOutputStream().write("GET /app/poll/ HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            nextBody();

            // Returns, although far more is to be written than the buffers on the way take.
            endpoint.answer.complete(new HttpResponse(200, Map.of("Content-Type", "x/y"), large));

            assertThat(send(request("/poll/")).thenApply(response -> response.statusCode()))
                    .as("others are served meanwhile")
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(200);
            InputStream in = slow.getInputStream();
            long read = 0;
            while (read < large.length) {
                int count = in.read(new byte[64 * 1024]);
                assertThat(count).as("after " + read + " bytes").isPositive();
                read += count;
            }
        }
        assertThat(endpoint.abandoned).hasValue(0);
    }

    @Test
    void aBodyOverTheLimitIsAnsweredBeforeItsEndCameAndNeverHandedOver() throws Exception {
        try (Socket socket = dial()) {
            socket.getOutputStream()
                    .write(("POST /app/poll/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + "3e9\r\n"
                                    + "x".repeat(1001) + "\r\n")
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 413");
        }
        assertThat(endpoint.bodies).isEmpty();
    }

    @Test
    void aRequestThatTakesTooLongIsAbandonedOnce() throws Exception {
        var answered = send(request("/hasty"));
        nextBody();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoint.abandoned).hasValue(1));
        answered.handle((response, failure) -> true).join();
        // The answer comes too late, and the end of the exchange has been told.
        endpoint.answer.complete(HttpResponse.empty(200));
        send(request("/poll/")).join();
        assertThat(endpoint.abandoned).hasValue(1);
    }

    @Test
    void aRequestThatWasAnsweredIsNotAbandoned() throws Exception {
        endpoint.answer.complete(HttpResponse.of(200, "text/plain", "ok"));
        for (int i = 0; i < 20; i++) {
            send(request("/hasty")).join();
        }
        assertThat(endpoint.bodies).hasSize(20);
        assertThat(endpoint.abandoned).hasValue(0);
    }

    @Test
    void aClientThatGoesInsideItsBodyIsAbandonedOnce() throws Exception {
        try (Socket socket = dial()) {
            socket.getOutputStream()
                    .write("POST /app/poll/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf".getBytes(UTF_8));
            nextHead();
            socket.setSoLinger(true, 0);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoint.abandoned).hasValue(1));
        assertThat(endpoint.bodies).isEmpty();
    }

    @Test
    void aRegistrationWithoutAsynchronousSupportIsToldSo() throws Exception {
        assertThat(send(request("/synchronous")).join().statusCode()).isEqualTo(500);
        assertThat(endpoint.heads).isEmpty();
    }

    @Test
    void aPatienceOfNothingIsRefused() {
        assertThatThrownBy(() -> new HttpEndpointServlet(endpoint, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
