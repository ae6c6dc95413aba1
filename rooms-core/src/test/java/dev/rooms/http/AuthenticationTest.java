package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Rooms;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.transport.Handshake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: 401/403 where authentication is configured")
class AuthenticationTest {

    @Test
    void whoIsNotKnownIs401WithAChallenge() {
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> Verdict.unauthorized("Give a token"))
                .build()) {
            for (Calls.Answer answer : List.of(
                    new Calls(rooms).get("/rooms"),
                    new Calls(rooms).get("/rooms/lobby"),
                    new Calls(rooms).post("/messages/broadcast", MESSAGE),
                    new Calls(rooms).post("/messages/someone", "not even JSON"))) {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                assertThat(answer.json().path("message").path(0).asText()).isEqualTo("Give a token");
            }
        }
    }

    @Test
    void whoMayNotIs403() {
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> Verdict.forbidden("Only operators may send"))
                .build()) {
            Calls.Answer answer = new Calls(rooms).post("/messages/broadcast", MESSAGE);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("error").asText()).isEqualTo("Forbidden");
        }
    }

    @Test
    void theAuthenticatorSeesTheRequest() {
        AtomicReference<Handshake> seen = new AtomicReference<>();
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> {
                    seen.set(handshake);
                    return Verdict.of("operator");
                })
                .build()) {
            Calls.Answer answer =
                    new Calls(rooms).call("GET", "/rooms?token=t", Map.of("authorization", "Bearer secret"), "");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(seen.get().kind()).isEqualTo(Handshake.Kind.HTTP);
            assertThat(seen.get().path()).isEqualTo("/rooms");
            assertThat(seen.get().parameter("token")).contains("t");
            assertThat(seen.get().header("Authorization")).contains("Bearer secret");
            assertThat(seen.get().remoteAddress()).isEqualTo("192.0.2.1");
        }
    }

    @Test
    void anAuthenticatorThatBlocksDoesNotHoldTheCaller() {
        CountDownLatch answered = new CountDownLatch(1);
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> {
                    try {
                        answered.await();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                    return Verdict.anonymous();
                })
                .build()) {
            CompletableFuture<HttpResponse> answer = HttpApi.of(rooms)
                    .build()
                    .handle(Calls.request("GET", "/rooms", Map.of(), new byte[0]))
                    .toCompletableFuture();

            assertThat(answer).isNotDone();
            answered.countDown();
            assertThat(answer.join().status()).isEqualTo(200);
        }
    }

    @Test
    void anAuthenticatorThatThrowsIs401() {
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> {
                    throw new IllegalStateException("secret");
                })
                .build()) {
            Calls.Answer answer = new Calls(rooms).get("/rooms");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).doesNotContain("secret");
        }
    }

    @Test
    void theDocumentIsOpen() {
        try (Rooms rooms = Rooms.builder()
                .authenticator(handshake -> Verdict.unauthorized("Give a token"))
                .build()) {
            assertThat(new Calls(rooms).get("/api-json").status()).isEqualTo(200);
            assertThat(new Calls(rooms).get("/api-yaml").status()).isEqualTo(200);
        }
    }
}
