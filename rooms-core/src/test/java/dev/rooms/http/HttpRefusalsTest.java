package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §4: what is refused by its head alone, and how")
class HttpRefusalsTest {
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Rooms rooms =
            Rooms.builder().limits(Limits.DEFAULTS.withMaxMessageBytes(1_000)).build();
    private final HttpApi api = HttpApi.of(rooms)
            .route("POST", "/upload", request -> HttpResponse.of(200, "text/plain", "read"))
            .route("GET", "/broken", request -> {
                throw new IllegalStateException("secret");
            })
            .build();
    private final Calls calls = new Calls(api);

    @AfterEach
    void close() {
        rooms.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/nothing",
                "/messages",
                "/messages/",
                "/messages/a/b",
                "//rooms",
                "/rooms//",
                "/rooms/a/b"
            })
    void anUnknownPathIs404(String path) {
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS", "BREW")) {
            Calls.Answer answer = calls.call(method, path, JSON, MESSAGE);
            assertThat(answer.status()).as(method).isEqualTo(404);
            assertThat(answer.json().path("error").asText()).isEqualTo("Not Found");
            assertThat(answer.json().path("message")).hasSize(1);
            assertThat(answer.json().path("errors")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /messages/broadcast | POST, OPTIONS",
                "PUT    | /messages/broadcast | POST, OPTIONS",
                "GET    | /messages/someone   | POST, OPTIONS",
                "HEAD   | /messages/someone   | POST, OPTIONS",
                "POST   | /rooms              | GET, HEAD, OPTIONS",
                "DELETE | /rooms/lobby        | GET, HEAD, OPTIONS",
                "TRACE  | /health             | GET, HEAD, OPTIONS",
                "BREW   | /api-json           | GET, HEAD, OPTIONS",
                "get    | /rooms              | GET, HEAD, OPTIONS",
            })
    void aMethodThatThePathHasNotIs405WithAllow(String method, String path, String allow) {
        Calls.Answer answer = calls.call(method, path, JSON, MESSAGE);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allow);
    }

    @Test
    void aPlainOptionsIs204WithAllow() {
        Calls.Answer answer = calls.call("OPTIONS", "/rooms", Map.of(), "");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/rooms/%", "/rooms/%2", "/rooms/%zz", "/rooms/%ff", "/rooms/%c0%af", "/rooms/%ed%a0%80", "/%"})
    void aBrokenEscapeInThePathIs400(String path) {
        assertThat(calls.get(path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=latin1",
                "application/json; charset=utf-16",
                "application/jsonp",
                "application/json-seq",
                "text/json",
                "application/json, text/plain",
                "json",
                ""
            })
    void aBodyOfAnotherTypeIs415(String type) {
        Calls.Answer answer = calls.call("POST", "/messages/broadcast", Map.of("content-type", type), MESSAGE);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text()).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; version=1; charset=UTF-8",
                "application/cloudevents+json"
            })
    void jsonInUtf8IsTaken(String type) {
        Calls.Answer answer = calls.call("POST", "/messages/broadcast", Map.of("content-type", type), MESSAGE);

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void aByteOrderMarkIsIgnored() {
        assertThat(calls.post("/messages/broadcast", "\uFEFF" + MESSAGE).status())
                .isEqualTo(201);
    }

    @Test
    void aBodyWithoutATypeIs415() {
        assertThat(calls.call("POST", "/messages/broadcast", Map.of(), MESSAGE).status())
                .isEqualTo(415);
    }

    @Test
    void noBodyAndNoTypeIs400() {
        assertThat(calls.call("POST", "/messages/broadcast", Map.of(), "").status())
                .isEqualTo(400);
    }

    @Test
    void aCompressedBodyIs415() {
        Calls.Answer answer = calls.call(
                "POST",
                "/messages/broadcast",
                Map.of("content-type", "application/json", "content-encoding", "gzip"),
                MESSAGE);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void aBodyOverTheLimitIs413() {
        Calls.Answer answer = calls.post("/messages/broadcast", MESSAGE + " ".repeat(1_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("1000 bytes");
    }

    @Test
    void aBodyOfTheLimitIsTaken() {
        int length = MESSAGE.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;

        assertThat(calls.post("/messages/broadcast", MESSAGE + " ".repeat(1_000 - length))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "9223372036854775808", "99999999999999999999999999999999"})
    void aDeclaredLengthOverTheLimitIs413BeforeTheBodyIsRead(String length) {
        assertThat(statusOfHead("/messages/broadcast", "application/json", length))
                .isEqualTo(413);
        assertThat(statusOfHead("/upload", "text/plain", length)).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "0x10", "ten"})
    void aDeclaredLengthThatIsNoNumberIs400(String length) {
        assertThat(statusOfHead("/messages/broadcast", "application/json", length))
                .isEqualTo(400);
    }

    @Test
    void whatIsRefusedAnywayIsRefusedBeforeTheBodyIsRead() {
        assertThat(statusOfHead("/nothing", "application/json", "10")).isEqualTo(404);
        assertThat(statusOfHead("/rooms", "application/json", "10")).isEqualTo(405);
        assertThat(statusOfHead("/messages/broadcast", "text/plain", "10")).isEqualTo(415);
        assertThat(statusOfHead("/messages/broadcast", "application/json", "10"))
                .isZero();
    }

    /** The status that refused it, or 0 when its body may be read. */
    private int statusOfHead(String path, String type, String length) {
        HttpAdmission admission = api.admit(Calls.request(
                        "POST", path, Map.of("content-type", type, "content-length", length), new byte[0]))
                .toCompletableFuture()
                .join();
        return admission instanceof HttpAdmission.Answered answered
                ? answered.response().status()
                : 0;
    }

    @Test
    void onlyARouteWithABodyReadsIt() {
        assertThat(takesBody("GET", "/rooms")).isFalse();
        assertThat(takesBody("HEAD", "/rooms")).isFalse();
        assertThat(takesBody("POST", "/messages/broadcast")).isTrue();
        assertThat(takesBody("POST", "/upload")).isTrue();
    }

    private boolean takesBody(String method, String path) {
        HttpAdmission admission = api.admit(Calls.request(method, path, JSON, new byte[0]))
                .toCompletableFuture()
                .join();
        return ((HttpAdmission.Granted) admission).takesBody();
    }

    @Test
    void headIsLikeGetWithoutTheBody() {
        Calls.Answer get = calls.get("/rooms");
        Calls.Answer head = calls.call("HEAD", "/rooms", Map.of(), "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(String.valueOf(get.response().body().length));
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }

    @Test
    void asInExpressTheCaseOfAPathAndASlashAtItsEndAreFree() {
        assertThat(calls.get("/Rooms").status()).isEqualTo(200);
        assertThat(calls.get("/rooms/").status()).isEqualTo(200);
        assertThat(calls.get("/health/ready/").status()).isEqualTo(200);
        assertThat(calls.post("/messages/broadcast/", MESSAGE).status()).isEqualTo(201);
    }

    @Test
    void everyAnswerIsKeptByNobodyAndTakenForNoOtherType() {
        for (Calls.Answer answer : List.of(calls.get("/rooms"), calls.get("/nothing"), calls.get("/api-json"))) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void aHandlerThatThrowsIs500AndTellsNoSecret() {
        Calls.Answer answer = calls.get("/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void anAdapterAnswersItsOwnErrorsInTheSameShape() {
        HttpRequest request = Calls.request("GET", "/ws", Map.of(), new byte[0]);

        Calls.Answer answer = new Calls.Answer(api.error(426, "upgrade to websocket", request));

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.text())
                .isEqualTo("{\"statusCode\":426,\"error\":\"Upgrade Required\",\"message\":[\"upgrade to websocket\"],"
                        + "\"errors\":[]}");
        assertThat(api.tooLarge(request).status()).isEqualTo(413);
    }

    @Test
    void afterTheRoomsAreClosedWhatNeedsTheirThreadsIs503() {
        rooms.close();

        assertThat(calls.get("/rooms").status()).isEqualTo(503);
    }
}
