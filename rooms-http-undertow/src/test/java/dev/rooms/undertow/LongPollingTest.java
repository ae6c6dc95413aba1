package dev.rooms.undertow;

import static dev.rooms.undertow.PollsEndpoint.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.http.HttpResponse;
import dev.rooms.undertow.EndpointHandler.Patience;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that come when their endpoint likes, on Undertow's connections. */
class LongPollingTest {
    private static final String POLL = RawClient.request("GET /poll HTTP/1.1", List.of());
    private static final int LARGE = 32 << 20;

    private final PollsEndpoint endpoint = new PollsEndpoint();
    private Undertow undertow = serve(Patience.LONG_POLLING, EndpointHandler.MAX_SECONDS);

    private Undertow serve(Patience patience, long maxSeconds) {
        return Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new EndpointHandler(endpoint, patience, maxSeconds))
                .setIoThreads(2)
                .setWorkerThreads(1)
                .build();
    }

    @BeforeEach
    void start() {
        undertow.start();
    }

    @AfterEach
    void stop() {
        undertow.stop();
    }

    private void restart(Patience patience, long maxSeconds) {
        undertow.stop();
        undertow = serve(patience, maxSeconds);
        undertow.start();
    }

    private RawClient connect() throws IOException {
        return RawClient.connect(
                ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort());
    }

    private static String post(String line, String body) {
        return RawClient.request(line, List.of("Content-Length: " + body.length())) + body;
    }

    private static String answer(RawClient client, int length) throws IOException {
        assertThat(client.readHead()).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + length + "\r\n");
        return client.readBytes(length);
    }

    private void awaitAbandoned(int count) {
        await().untilAsserted(() -> assertThat(endpoint.abandoned).hasValue(count));
    }

    @Test
    void anAnswerMayComeLaterThanARequestMayTake() throws Exception {
        restart(Patience.LONG_POLLING, 1);
        try (RawClient client = connect().write(POLL)) {
            endpoint.next().completeOnTimeout(text("late"), 2_500, TimeUnit.MILLISECONDS);
            assertThat(answer(client, 4)).isEqualTo("late");
        }
        assertThat(endpoint.abandoned).hasValue(0);
    }

    @Test
    void anExchangeThatIsBoundedEndsInTime() throws Exception {
        restart(Patience.BOUNDED, 1);
        try (RawClient client = connect().write(POLL)) {
            endpoint.next();
            assertThat(client.readAll()).isEmpty();
            awaitAbandoned(1);
        }
    }

    @Test
    void aBodyThatDoesNotComeInTimeEndsItsExchange() throws Exception {
        restart(Patience.LONG_POLLING, 1);
        try (RawClient client = connect()) {
            client.write(RawClient.request("POST / HTTP/1.1", List.of("Content-Length: 5")) + "he");
            assertThat(client.readAll()).isEmpty();
            awaitAbandoned(1);
        }
    }

    @Test
    void aConnectionServesOnePollAfterAnother() throws Exception {
        try (RawClient client = connect()) {
            for (int i = 0; i < 3; i++) {
                client.write(POLL);
                endpoint.next().complete(text("poll " + i));
                assertThat(answer(client, 6)).isEqualTo("poll " + i);
                client.write(post("POST / HTTP/1.1", "ok"));
                assertThat(answer(client, 2)).isEqualTo("ok");
            }
        }
        assertThat(endpoint.abandoned).hasValue(0);
    }

    @Test
    void requestsBehindAWaitingOneAreAnsweredAfterIt() throws Exception {
        try (RawClient client = connect()) {
            client.write(POLL);
            CompletableFuture<HttpResponse> first = endpoint.next();
            // Piece by piece, so that the first of them comes while the connection is watched.
            client.write(POLL.substring(0, 10));
            client.write(POLL.substring(10) + post("POST / HTTP/1.1", "third"));
            first.complete(text("first"));
            assertThat(answer(client, 5)).isEqualTo("first");
            endpoint.next().complete(text("second"));
            assertThat(answer(client, 6)).isEqualTo("second");
            assertThat(answer(client, 5)).isEqualTo("third");
        }
        assertThat(endpoint.abandoned).hasValue(0);
    }

    private enum Leaving {
        CLOSE {
            @Override
            void leave(RawClient client) throws IOException {
                client.close();
            }
        },
        RESET {
            @Override
            void leave(RawClient client) throws IOException {
                client.reset();
            }
        },
        HALF {
            @Override
            void leave(RawClient client) throws IOException {
                client.shutdownOutput();
            }
        };

        abstract void leave(RawClient client) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatGoesWhileItWaitsAbandonsItsRequest(Leaving leaving) throws Exception {
        try (RawClient client = connect().write(POLL)) {
            CompletableFuture<HttpResponse> poll = endpoint.next();
            leaving.leave(client);
            awaitAbandoned(1);
            poll.complete(text("too late"));
        }
        try (RawClient other = connect().write(post("POST / HTTP/1.1", "ok"))) {
            assertThat(answer(other, 2)).isEqualTo("ok");
        }
        assertThat(endpoint.abandoned).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatGoesWhileItsBodyIsReadAbandonsItsRequest(Leaving leaving) throws Exception {
        try (RawClient client = connect()) {
            client.write(RawClient.request("POST / HTTP/1.1", List.of("Content-Length: 5")) + "he");
            await().untilAsserted(() -> assertThat(endpoint.admitted).hasValue(1));
            leaving.leave(client);
            awaitAbandoned(1);
        }
    }

    @Test
    void anAnswerThatIsNotTakenInTimeIsAbandonedAndHoldsNobodyUp() throws Exception {
        restart(Patience.LONG_POLLING, 1);
        try (RawClient slow = connect().write(POLL);
                RawClient other = connect()) {
            CompletableFuture<HttpResponse> poll = endpoint.next();
            poll.complete(text("x".repeat(LARGE)));
            // The thread that completes is this one: had it waited for the client, it would not be here.
            other.write(post("POST / HTTP/1.1", "ok"));
            assertThat(answer(other, 2)).isEqualTo("ok");
            assertThat(slow.readHead()).contains("Content-Length: " + LARGE);
            awaitAbandoned(1);
        }
    }

    @Test
    void aLargeAnswerArrivesWholeAtAClientThatReadsSlowly() throws Exception {
        try (RawClient client = connect().write(POLL)) {
            endpoint.next().complete(text("x".repeat(LARGE)));
            client.readHead();
            for (int i = 0; i < LARGE; i += 1 << 20) {
                assertThat(client.readBytes(1 << 20)).hasSize(1 << 20);
            }
            client.write(post("POST / HTTP/1.1", "ok"));
            assertThat(answer(client, 2)).isEqualTo("ok");
        }
        assertThat(endpoint.abandoned).hasValue(0);
    }

    @Test
    void aBodyThatNobodyWantsIsLeftAndTheNextRequestIsReadBehindIt() throws Exception {
        try (RawClient client = connect()) {
            client.write(post("GET / HTTP/1.1", "unwanted"));
            endpoint.next().complete(text("first"));
            assertThat(answer(client, 5)).isEqualTo("first");
            client.write(post("POST / HTTP/1.1", "ok"));
            assertThat(answer(client, 2)).isEqualTo("ok");
        }
    }

    @Test
    void aBodyOverTheEndpointsLimitIsAnsweredByIt() throws Exception {
        try (RawClient client = connect()) {
            client.write(post("POST / HTTP/1.1", "x".repeat(1_001)));
            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").endsWith("too large");
        }
    }

    @Test
    void fiveHundredWaitWithTwoIoThreadsAndOneWorker() throws Exception {
        int count = 500;
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(connect().write(POLL));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(endpoint.waiting).hasSize(count));
            for (CompletableFuture<HttpResponse> poll : endpoint.waiting) {
                poll.complete(text("there"));
            }
            for (RawClient client : clients) {
                assertThat(answer(client, 5)).isEqualTo("there");
            }
            assertThat(endpoint.abandoned).hasValue(0);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theServerStopsWhileRequestsWait() throws Exception {
        try (RawClient client = connect().write(POLL)) {
            CompletableFuture<HttpResponse> poll = endpoint.next();
            undertow.stop();
            assertThat(client.readAll()).isEmpty();
            poll.complete(text("too late"));
        }
    }
}
