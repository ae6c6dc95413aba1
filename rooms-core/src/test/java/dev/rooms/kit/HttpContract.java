package dev.rooms.kit;

import static dev.rooms.kit.HttpSetting.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.EventNames;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CONTRACT §4 over real HTTP, with real WebSocket clients: what every adapter of the HTTP API passes. Extend it, and
 * {@link HttpBodiesContract}, and start the server.
 */
@DisplayName("CONTRACT §4 over HTTP")
public abstract class HttpContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpSetting setting;

    /** Starts a server for these rooms on a port of 127.0.0.1 that the system picks. */
    protected abstract HttpServerUnderTest start(Rooms rooms) throws Exception;

    @BeforeEach
    void open() throws Exception {
        setting = with(Rooms.builder().origins(OriginPolicy.any()));
    }

    @AfterEach
    void close() throws Exception {
        setting.close();
    }

    private HttpSetting with(RoomsBuilder settings) throws Exception {
        return new HttpSetting(settings, this::start);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        return JSON.readTree(response.body());
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    @Test
    void aBroadcastReachesTheRoomAsItWasWrittenAndNobodyElse() throws Exception {
        try (WebSocketClient ada = setting.connect("ada").join("lobby");
                WebSocketClient bob = setting.connect("bob").join("lobby");
                WebSocketClient eve = setting.connect("eve").join("kitchen")) {
            String body = message("lobby", "Hello\\u0021 é👋 \\\"x\\\"");

            HttpResponse<String> response = setting.post("/messages/broadcast", body);

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("{\"success\":true,\"roomName\":\"lobby\",\"recipients\":2}");
            String expected = "{\"event\":\"message-reply\",\"data\":" + body + "}";
            assertThat(ada.next("message-reply")).isEqualTo(expected);
            assertThat(bob.next("message-reply")).isEqualTo(expected);
            assertThat(eve.hasNothingElse()).isTrue();
        }
    }

    @Test
    void theClientThatTheBodyNamesIsLeftOutUnlessReplyToSender() throws Exception {
        try (WebSocketClient ada = setting.connect("ada").join("lobby");
                WebSocketClient bob = setting.connect("bob").join("lobby")) {
            setting.post("/messages/broadcast", message("lobby", ada.id(), "first", ""));
            setting.post("/messages/broadcast", message("lobby", ada.id(), "second", ",\"replyToSender\":true"));

            assertThat(bob.next("message-reply")).contains("first");
            assertThat(bob.next("message-reply")).contains("second");
            assertThat(ada.next("message-reply")).contains("second");
        }
    }

    @Test
    void aMessageToOneClientReachesItAloneUnderTheNameAskedFor() throws Exception {
        try (WebSocketClient ada = setting.connect("ada").join("lobby");
                WebSocketClient bob = setting.connect("bob").join("lobby")) {
            HttpResponse<String> first = setting.post("/messages/" + ada.id(), message("lobby", "first"));
            HttpResponse<String> second = setting.post(
                    "/messages/" + ada.id() + "?eventName=price%20change+%C3%A9", message("lobby", "second"));

            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(first.body()).isEqualTo("{\"success\":true,\"clientId\":\"" + ada.id() + "\"}");
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(ada.next("message-reply")).contains("first");
            assertThat(ada.next("price change é")).contains("second");
            assertThat(bob.hasNothingElse()).isTrue();
        }
    }

    @Test
    void whatIsSentOneAfterTheOtherArrivesInThatOrderAndOnce() throws Exception {
        try (WebSocketClient ada = setting.connect("ada").join("lobby")) {
            for (int i = 0; i < 200; i++) {
                setting.post("/messages/broadcast", message("lobby", "number " + i));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(ada.next("message-reply")).contains("\"number " + i + "\"");
            }
            assertThat(ada.hasNothingElse()).isTrue();
        }
    }

    @Test
    void whatIsSentAtTheSameTimeArrivesOnceEach() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (WebSocketClient ada = setting.connect("ada").join("lobby")) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 100; i < 300; i++) {
                String body = message("lobby", "number " + i);
                answers.add(senders.submit(() -> setting.post("/messages/broadcast", body)));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
            }
            TreeSet<String> arrived = new TreeSet<>();
            for (int i = 100; i < 300; i++) {
                arrived.add(ada.next("message-reply"));
            }
            assertThat(arrived).hasSize(200);
            assertThat(ada.hasNothingElse()).isTrue();
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void anUnknownClientIs404AndAReservedEventNameIs400() throws Exception {
        assertThat(setting.post("/messages/nobody", message("lobby", "x")).statusCode())
                .isEqualTo(404);
        for (String name : EventNames.RESERVED) {
            HttpResponse<String> response = setting.post("/messages/nobody?eventName=" + name, message("lobby", "x"));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).path("errors").path(0).path("field").asText())
                    .isEqualTo("eventName");
        }
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() throws Exception {
        HttpResponse<String> response = setting.post(
                "/messages/broadcast", "{\"id\":\" \",\"clientId\":7,\"messageType\":\"text\",\"__proto__\":1}");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = json(response);
        assertThat(error.path("statusCode").asInt()).isEqualTo(400);
        assertThat(error.path("error").asText()).isEqualTo("Bad Request");
        assertThat(error.path("errors").findValuesAsText("field"))
                .containsExactly("__proto__", "clientId", "clientName", "id", "message", "roomName", "timestamp");
        assertThat(error.path("message")).hasSize(7);
    }

    @Test
    void theRoomsAndTheirMembersAreListed() throws Exception {
        try (WebSocketClient ada = setting.connect("Ada ✨").join("a room é")) {
            assertThat(setting.get("/rooms").body())
                    .isEqualTo("{\"rooms\":[{\"roomName\":\"a room é\",\"members\":1}],\"total\":1}");
            assertThat(setting.get("/rooms/a%20room%20%C3%A9").body())
                    .isEqualTo("{\"roomName\":\"a room é\",\"total\":1,\"members\":[{\"clientId\":\"" + ada.id()
                            + "\",\"clientName\":\"Ada ✨\"}]}");
            assertThat(setting.get("/rooms?limit=1&after=a+room+%C3%A9").body())
                    .isEqualTo("{\"rooms\":[],\"total\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rooms?limit=0", "/rooms?limit=ten", "/rooms?limit=1&limit=2", "/rooms/lobby?limit=1001"})
    void aLimitThatIsNoneIs400AndNamed(String target) throws Exception {
        HttpResponse<String> response = setting.get(target);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("errors").path(0).path("field").asText()).isEqualTo("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/messages", "/rooms/nobody-is-here", "/messages/a/b"})
    void anUnknownPathOrRoomIs404InTheErrorsShape(String target) throws Exception {
        HttpResponse<String> response = setting.get(target);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).path("error").asText()).isEqualTo("Not Found");
        assertThat(json(response).path("message")).hasSize(1);
        assertThat(json(response).path("errors")).isEmpty();
    }

    @Test
    void aWrongMethodIs405WithAllow() throws Exception {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            HttpResponse<String> response = setting.call(method, "/messages/broadcast", Map.of());
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("POST, OPTIONS");
            assertThat(json(response).path("statusCode").asInt()).isEqualTo(405);
        }
    }

    @Test
    void headIsLikeGetWithoutTheBodyAndOptionsTellsTheMethods() throws Exception {
        HttpResponse<String> get = setting.get("/api-json");
        HttpResponse<String> head = setting.call("HEAD", "/api-json", Map.of());
        HttpResponse<String> options = setting.call("OPTIONS", "/rooms", Map.of());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length"))
                .isEqualTo(String.valueOf(get.body().getBytes(StandardCharsets.UTF_8).length));
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void corsIsAsConfigured() throws Exception {
        Map<String, String> preflight = Map.of(
                "Origin", "https://app.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type");
        HttpResponse<String> any = setting.call("OPTIONS", "/messages/broadcast", preflight);
        assertThat(any.statusCode()).isEqualTo(204);
        assertThat(header(any, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(any, "Access-Control-Allow-Methods")).contains("POST");
        assertThat(header(any, "Access-Control-Allow-Headers")).isEqualTo("content-type");
        assertThat(header(any, "Access-Control-Max-Age")).isNotEmpty();

        try (HttpSetting listed = with(Rooms.builder().origins(OriginPolicy.of(List.of("https://app.example"))))) {
            HttpResponse<String> known = listed.call("GET", "/rooms", Map.of("Origin", "https://app.example"));
            HttpResponse<String> other = listed.call("GET", "/rooms", Map.of("Origin", "https://evil.example"));

            assertThat(header(known, "Access-Control-Allow-Origin")).isEqualTo("https://app.example");
            assertThat(header(known, "Vary")).contains("Origin");
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(header(other, "Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void healthTellsOfTheDrain() throws Exception {
        assertThat(json(setting.get("/health")).path("status").asText()).isEqualTo("ok");
        assertThat(setting.get("/health/ready").statusCode()).isEqualTo(200);

        setting.rooms().drain();

        for (String path : List.of("/health", "/health/ready")) {
            HttpResponse<String> response = setting.get(path);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).path("status").asText()).isEqualTo("shutting_down");
        }
        assertThat(setting.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theOpenApiDocumentIsServed() throws Exception {
        JsonNode document = json(setting.get("/api-json"));
        HttpResponse<String> yaml = setting.get("/api-yaml");

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths").has("/messages/broadcast")).isTrue();
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(header(yaml, "Content-Type")).contains("yaml");
        assertThat(yaml.body()).startsWith("openapi: 3.1");
    }

    @Test
    void beyondTheRateLimitIs429WithRetryAfterButHealthAnswers() throws Exception {
        try (HttpSetting limited = with(Rooms.builder().limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1)))) {
            HttpResponse<String> response = limited.get("/rooms");
            for (int i = 0; i < 20 && response.statusCode() != 429; i++) {
                response = limited.get("/rooms");
            }
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(header(response, "Retry-After")).isEqualTo("1");
            assertThat(json(response).path("error").asText()).isEqualTo("Too Many Requests");
            assertThat(limited.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whereAuthenticationIsConfiguredStrangersAre401AndTheForbiddenAre403() throws Exception {
        try (HttpSetting guarded = with(Rooms.builder()
                .authenticator(request -> request.header("authorization")
                        .map(token -> token.equals("Bearer good") ? Verdict.of("ada") : Verdict.forbidden("not you"))
                        .orElseGet(() -> Verdict.unauthorized("Give a token"))))) {
            HttpResponse<String> stranger = guarded.post("/messages/broadcast", message("lobby", "x"));

            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(header(stranger, "WWW-Authenticate")).isNotEmpty();
            assertThat(guarded.call("GET", "/rooms", Map.of("Authorization", "Bearer bad"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(guarded.call("GET", "/rooms", Map.of("Authorization", "Bearer good"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(guarded.get("/health").statusCode()).isEqualTo(200);
        }
    }
}
