package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.kit.RawHttp.Answer;
import dev.rooms.kit.TransportContract.Server;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions are opened, and how they are not (Engine.IO v4, "Handshake"). */
abstract class EngineHandshakeContract extends EngineCases {
    EngineHandshakeContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    private static void assertHandshake(JsonNode handshake, String upgrades) {
        assertThat(handshake.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(handshake.path("sid").isTextual()).as("%s", handshake).isTrue();
        assertThat(handshake.path("sid").asText()).isNotEmpty();
        assertThat(handshake.path("upgrades").toString()).isEqualTo(upgrades);
        assertThat(handshake.path("pingInterval").toString()).isEqualTo("300");
        assertThat(handshake.path("pingTimeout").toString()).isEqualTo("200");
        assertThat(handshake.path("maxPayload").toString()).isEqualTo("1000000");
    }

    @Test
    void aPollOpensASessionThatCanBeUpgraded() throws Exception {
        Answer answer = endpoint().get("EIO=4&transport=polling");

        assertThat(answer.status()).isEqualTo(200);
        assertHandshake(EngineEndpoint.handshake(answer.body()), "[\"websocket\"]");
    }

    @Test
    void aWebSocketOpensASessionThatHasNothingToUpgradeTo() throws Exception {
        EngineWire wire = endpoint().open(endpoint().webSocket("EIO=4&transport=websocket"));

        assertHandshake(EngineEndpoint.handshake(wire.next()), "[]");
        wire.close();
    }

    @Test
    void noTwoSessionsHaveTheSameId() throws Exception {
        assertThat(endpoint().openSession()).isNotEqualTo(endpoint().openSession());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport=polling",
                "EIO=abc&transport=polling",
                "EIO=&transport=polling",
                "EIO=2&transport=polling",
                "EIO=3&transport=polling",
                "EIO=5&transport=polling",
                "EIO=44&transport=polling",
                "EIO=-4&transport=polling",
            })
    void aPollOfAnotherProtocolVersionIsRefused(String query) throws Exception {
        assertThat(endpoint().get(query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4",
                "EIO=4&transport=",
                "EIO=4&transport=abc",
                "EIO=4&transport=POLLING",
                "EIO=4&transport=webtransport",
                "EIO=4&transport=websocket",
            })
    void aPollOfAnotherTransportIsRefused(String query) throws Exception {
        assertThat(endpoint().get(query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void onlyAGetOpensASession(String method) throws Exception {
        assertThat(endpoint().call(method, "EIO=4&transport=polling", "").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport=websocket",
                "EIO=abc&transport=websocket",
                "EIO=4",
                "EIO=4&transport=abc",
                "EIO=3&transport=websocket"
            })
    void aWebSocketOfAnotherVersionOrTransportIsClosed(String query) throws Exception {
        endpoint().assertNoWebSocket(endpoint().webSocket(query));
    }

    @Test
    void refusalsSayWhyInTheWordsOfTheReference() throws Exception {
        assertThat(endpoint().get("EIO=4&transport=abc").body())
                .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(endpoint().poll("nobody").body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(endpoint().call("POST", "EIO=4&transport=polling", "").body())
                .isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
        assertThat(endpoint().get("EIO=3&transport=polling").body())
                .isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
    }

    @Test
    void pagesOfAnyOriginMayPoll() throws Exception {
        Answer answer = endpoint().call("GET", "EIO=4&transport=polling", "", "Origin: http://elsewhere.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isIn("*", "http://elsewhere.example");
    }

    @Test
    void pagesOfAnyOriginMayPost() throws Exception {
        Answer preflight = endpoint()
                .call(
                        "OPTIONS",
                        EngineEndpoint.query(endpoint().openSession()),
                        "",
                        "Origin: http://elsewhere.example",
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: content-type");

        assertThat(preflight.status()).isBetween(200, 204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isIn("*", "http://elsewhere.example");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
    }
}
