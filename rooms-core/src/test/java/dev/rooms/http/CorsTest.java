package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: CORS as configured")
class CorsTest {
    private static final String PAGE = "https://app.example";
    private static final Map<String, String> PREFLIGHT = Map.of(
            "origin",
            PAGE,
            "access-control-request-method",
            "POST",
            "access-control-request-headers",
            "content-type,x-token");

    private static Rooms rooms(OriginPolicy origins) {
        return Rooms.builder().origins(origins).build();
    }

    private static Calls.Answer getFrom(Rooms rooms, String origin) {
        return new Calls(rooms).call("GET", "/rooms", Map.of("origin", origin), "");
    }

    @Test
    void withAnyOriginEveryAnswerMayBeReadByEveryPage() {
        try (Rooms rooms = rooms(OriginPolicy.any())) {
            assertThat(getFrom(rooms, PAGE).header("Access-Control-Allow-Origin"))
                    .isEqualTo("*");
            assertThat(new Calls(rooms).get("/nothing").header("Access-Control-Allow-Origin"))
                    .isEqualTo("*");
            assertThat(getFrom(rooms, PAGE).header("Vary")).isNull();
        }
    }

    @Test
    void aListedOriginMayReadAndCachesAreTold() {
        try (Rooms rooms = rooms(OriginPolicy.of(List.of(PAGE)))) {
            Calls.Answer answer = getFrom(rooms, PAGE);

            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }

    @Test
    void anotherOriginGetsNoCorsHeaders() {
        try (Rooms listed = rooms(OriginPolicy.of(List.of(PAGE)));
                Rooms sameHost = Rooms.create()) {
            for (Rooms rooms : List.of(listed, sameHost)) {
                for (String origin : List.of("https://evil.example", "null", PAGE + ".evil.example")) {
                    assertThat(getFrom(rooms, origin).response().headers().keySet())
                            .noneMatch(name -> name.startsWith("Access-Control"));
                    Calls.Answer preflight = new Calls(rooms)
                            .call(
                                    "OPTIONS",
                                    "/rooms",
                                    Map.of("origin", origin, "access-control-request-method", "GET"),
                                    "");
                    assertThat(preflight.status()).isEqualTo(204);
                    assertThat(preflight.response().headers().keySet())
                            .noneMatch(name -> name.startsWith("Access-Control"));
                }
            }
        }
    }

    @Test
    void aPreflightTellsMethodsHeadersAndHowLongItHolds() {
        try (Rooms rooms = rooms(OriginPolicy.of(List.of(PAGE)))) {
            Calls.Answer answer = new Calls(rooms).call("OPTIONS", "/messages/broadcast", PREFLIGHT, "");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST, OPTIONS");
            assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("content-type,x-token");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
            assertThat(answer.header("Vary")).isEqualTo("Access-Control-Request-Headers, Origin");
        }
    }

    @Test
    void headersThatAreNoHeaderNamesAreNotEchoed() {
        try (Rooms rooms = rooms(OriginPolicy.any())) {
            Calls.Answer answer = new Calls(rooms)
                    .call(
                            "OPTIONS",
                            "/rooms",
                            Map.of(
                                    "origin", PAGE,
                                    "access-control-request-method", "GET",
                                    "access-control-request-headers", "x\r\nSet-Cookie: a=b"),
                            "");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Headers")).isNull();
        }
    }

    @Test
    void aPreflightIsExemptFromAuthenticationAndRateLimitAndTheAnswersAreReadable() {
        try (Rooms rooms = Rooms.builder()
                .origins(OriginPolicy.any())
                .authenticator(handshake -> Verdict.unauthorized("Give a token"))
                .limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1))
                .build()) {
            Calls calls = new Calls(rooms);
            for (int i = 0; i < 10; i++) {
                assertThat(calls.call("OPTIONS", "/messages/broadcast", PREFLIGHT, "")
                                .status())
                        .isEqualTo(204);
            }
            Calls.Answer refused = calls.post("/messages/broadcast", MESSAGE);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }
}
