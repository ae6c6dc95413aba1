package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineHandshakeTest {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    private EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private void settings(UnaryOperator<EngineServerBuilder> settings) {
        stage = new EngineStage(settings);
    }

    private Admission.Refused refused(String query, Map<String, List<String>> headers) {
        return (Admission.Refused) stage.handshake(query, headers);
    }

    private Request get(Map<String, List<String>> headers) {
        return stage.request("GET", POLLING, headers, new byte[0]);
    }

    @Test
    void thePollingHandshakeHasExactlyTheKeysOfTheProtocolInOrder() throws Exception {
        settings(builder -> builder.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxPayload(1_000_000));
        Request opened = stage.request("GET", POLLING);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.body())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":300,"
                        + "\"pingTimeout\":200,\"maxPayload\":1000000}");
        JsonNode tree = new ObjectMapper().readTree(opened.body().substring(1));
        assertThat(tree.path("sid").asText()).isEqualTo(stage.ear().socket().id());
        assertThat(opened.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(opened.header("Cache-Control")).isEqualTo("no-store");
        assertThat(opened.header("Set-Cookie")).isEmpty();
        assertThat(stage.ear().handshake().kind()).isEqualTo(Handshake.Kind.POLLING);
    }

    @Test
    void theWebSocketHandshakeOffersNoUpgradesAndComesBeforeWhatTheAcceptorSends() {
        stage.whenAccepted(ear -> ear.socket().sendText("welcome"));
        Wire wire = stage.connect();
        assertThat(wire.channel().texts()).hasSize(2).last().isEqualTo("4welcome");
        assertThat(wire.channel().texts().get(0))
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",\"upgrades\":\\[],\"pingInterval\":25000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":1048576}");
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
        assertThat(stage.ear().handshake().kind()).isEqualTo(Handshake.Kind.WEBSOCKET);
        assertThat(stage.ear().socket().lane()).isSameAs(wire.channel().lane());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|transport=polling|5|Unsupported protocol version",
                "GET|EIO=3&transport=polling|5|Unsupported protocol version",
                "GET|EIO=abc&transport=polling|5|Unsupported protocol version",
                "GET|EIO=4|0|Transport unknown",
                "GET|EIO=4&transport=abc|0|Transport unknown",
                "GET|EIO=4&transport=webtransport|0|Transport unknown",
                "GET|EIO=4&transport=websocket|3|Bad request",
                "POST|EIO=4&transport=polling|2|Bad handshake method",
                "PUT|EIO=4&transport=polling|2|Bad handshake method",
                "PUT|EIO=4&transport=polling&sid=|2|Bad handshake method",
                "POST|EIO=4&transport=websocket|2|Bad handshake method",
                "GET|EIO=4&transport=polling&sid=abc|1|Session ID unknown",
                "POST|EIO=4&transport=polling&sid=abc|1|Session ID unknown",
            })
    void aBadHandshakeIsAnsweredWithItsCode(String method, String query, int code, String message) {
        Request request = stage.request(method, query);
        assertThat(request.result()).isEqualTo("400 {\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(stage.ears()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transport=websocket|Unsupported protocol version",
                "EIO=3&transport=websocket|Unsupported protocol version",
                "EIO=4|Transport unknown",
                "EIO=4&transport=abc|Transport unknown",
                "EIO=4&transport=polling|Bad request",
                "EIO=4&transport=websocket&sid=abc|Session ID unknown",
            })
    void aBadWebSocketHandshakeIsRefused(String query, String message) {
        assertThat(refused(query, Map.of()))
                .isEqualTo(new Admission.Refused(400, message, CloseReason.POLICY_VIOLATION));
    }

    @Test
    void aSessionIsAskedInItsOwnRevisionAndOverItsOwnTransport() {
        String sid = stage.open();
        assertThat(stage.request("GET", "EIO=3&transport=polling&sid=" + sid).result())
                .isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(stage.request("GET", "EIO=4&transport=websocket&sid=" + sid).result())
                .isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(refused("EIO=3&transport=websocket&sid=" + sid, Map.of()).message())
                .isEqualTo("Bad request");
        assertThat(stage.get(sid).waits()).isTrue();
        assertThat(stage.handshake(WEBSOCKET + "&sid=" + sid, Map.of()))
                .as("the one that was refused keeps nobody away")
                .isInstanceOf(Admission.Granted.class);
        stage.connect();
        assertThat(stage.get(stage.ear().socket().id()).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
    }

    @Test
    void aTransportThatIsNotAllowedIsUnknown() {
        settings(builder -> builder.transports(Set.of(EngineTransport.WEBSOCKET)));
        assertThat(stage.request("GET", POLLING).body()).contains("Transport unknown");
        stage.connect();
        settings(builder -> builder.transports(Set.of(EngineTransport.POLLING)));
        assertThat(stage.request("GET", POLLING).body()).contains("\"upgrades\":[]");
        assertThat(refused(WEBSOCKET, Map.of()).message()).isEqualTo("Transport unknown");
    }

    @Test
    void withoutUpgradesTheyAreNeitherOfferedNorMade() {
        settings(builder -> builder.allowUpgrades(false));
        assertThat(stage.request("GET", POLLING).body()).contains("\"upgrades\":[]");
        assertThat(refused(WEBSOCKET + "&sid=" + stage.open(), Map.of()).message())
                .isEqualTo("Bad request");
    }

    @Test
    void aGateRefusesWithItsOwnStatusAndWords() {
        settings(builder ->
                builder.gate(handshake -> handshake.parameter("token").isPresent()
                        ? Optional.empty()
                        : Optional.of(new Admission.Refused(401, "say \"who\" you are", CloseReason.FULL))));
        assertThat(stage.request("GET", POLLING).result())
                .isEqualTo("401 {\"code\":4,\"message\":\"say \\\"who\\\" you are\"}");
        assertThat(refused(WEBSOCKET, Map.of()))
                .isEqualTo(new Admission.Refused(401, "say \"who\" you are", CloseReason.FULL));
        assertThat(stage.request("GET", POLLING + "&token=1").status()).isEqualTo(200);
        assertThat(stage.handshake(WEBSOCKET + "&token=1", Map.of())).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void aGateThatFailsLetsNobodyIn() {
        settings(builder -> builder.gate(handshake -> {
            throw new IllegalStateException("for the test");
        }));
        assertThat(stage.request("GET", POLLING).status()).isEqualTo(500);
        assertThat(refused(WEBSOCKET, Map.of()).status()).isEqualTo(500);
    }

    @Test
    void anAcceptorThatFailsLeavesNoSession() {
        stage.whenAccepted(ear -> {
            throw new IllegalStateException("for the test");
        });
        assertThat(stage.request("GET", POLLING).status()).isEqualTo(500);
        Wire wire = stage.connect();
        assertThat(wire.channel().closeReason()).contains(CloseReason.INTERNAL_ERROR);
        assertThat(stage.server().socketCount()).isZero();
        wire.session().text("4a");
        wire.lose();
        assertThat(stage.ears()).allSatisfy(ear -> {
            assertThat(ear.heard()).isEmpty();
            assertThat(ear.ends()).as("nobody was there to be told").isEmpty();
        });
    }

    @Test
    void aForeignOriginIsRefusedAndTheSameHostIsNot() {
        Map<String, List<String>> foreign =
                Map.of("origin", List.of("https://evil.example"), "host", List.of("good.example"));
        Map<String, List<String>> own =
                Map.of("origin", List.of("https://good.example"), "host", List.of("good.example"));
        assertThat(get(foreign).result()).isEqualTo("403 {\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(get(foreign).header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(refused(WEBSOCKET, foreign))
                .isEqualTo(new Admission.Refused(403, "Forbidden", CloseReason.POLICY_VIOLATION));
        assertThat(get(own).status()).isEqualTo(200);
        assertThat(stage.handshake(WEBSOCKET, own)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void aPageThatReadsFromItsOwnHostNamesNoOriginAndMaySendCookies() {
        Map<String, List<String>> cookies = Map.of("cookie", List.of("a=b"), "host", List.of("good.example"));
        assertThat(get(cookies).status()).isEqualTo(200);
        assertThat(refused(WEBSOCKET, cookies).status())
                .as("a WebSocket's page names its own")
                .isEqualTo(403);
    }

    @Test
    void ourOwnCookieIsNoSignOfAPage() {
        settings(builder -> builder.cookie("io"));
        assertThat(stage.handshake(WEBSOCKET, Map.of("cookie", List.of("io=abc"))))
                .isInstanceOf(Admission.Granted.class);
        assertThat(refused(WEBSOCKET, Map.of("cookie", List.of("io=abc; a=b"))).status())
                .isEqualTo(403);
    }

    @Test
    void aCookieNamesTheSessionForBalancers() {
        settings(builder -> builder.cookie("io"));
        Request opened = stage.request("GET", POLLING);
        String sid = stage.ear().socket().id();
        assertThat(opened.header("Set-Cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        stage.ear().socket().sendText("a");
        assertThat(stage.get(sid).header("Set-Cookie")).isEmpty();
    }

    @Test
    void everyPageMayReadTheAnswersWhereAllAreAllowed() {
        settings(builder -> builder.origins(OriginPolicy.any()));
        Request opened = get(Map.of("origin", List.of("https://a.example")));
        assertThat(opened.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(opened.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void listedPagesMayReadAllAnswersWithCredentials() {
        settings(builder -> builder.origins(OriginPolicy.of(List.of("https://a.example"))));
        Map<String, List<String>> listed =
                Map.of("origin", List.of("https://a.example"), "host", List.of("other.example"));
        Request opened = get(listed);
        String query = EngineStage.session(stage.ear().socket().id());
        stage.ear().socket().sendText("a");
        Request polled = stage.request("GET", query, listed, new byte[0]);
        Request posted = stage.request("POST", query, listed, new byte[] {'x'});
        Request unknown = stage.request("GET", query, listed, new byte[0]);
        assertThat(List.of(opened, polled, posted, unknown))
                .extracting(Request::status)
                .containsExactly(200, 200, 400, 400);
        assertThat(List.of(opened, polled, posted, unknown)).allSatisfy(answer -> {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(answer.header("Vary")).contains("Origin");
        });
        assertThat(stage.polling()
                        .tooLarge(EngineStage.head("POST", query, listed))
                        .headers())
                .containsEntry("Access-Control-Allow-Origin", "https://a.example");
    }

    @Test
    void aPreflightIsAnsweredForPagesThatAreListed() {
        settings(builder -> builder.origins(OriginPolicy.of(List.of("https://a.example"))));
        Map<String, List<String>> question = Map.of(
                "origin", List.of("https://a.example"),
                "access-control-request-method", List.of("POST"),
                "access-control-request-headers", List.of("content-type"));
        Request preflight = stage.request("OPTIONS", POLLING, question, new byte[0]);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("content-type");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    @Test
    void aServerThatIsClosedLetsNobodyIn() {
        stage.server().close();
        assertThat(stage.request("GET", POLLING).status()).isEqualTo(503);
        assertThat(refused(WEBSOCKET, Map.of()))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(503))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(CloseReason.GOING_AWAY));
    }
}
