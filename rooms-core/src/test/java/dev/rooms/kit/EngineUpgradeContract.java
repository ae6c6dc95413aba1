package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * From polling to a WebSocket (Engine.IO v4, "Upgrade"), with the races between the two connections: what a client sends
 * on the WebSocket and at once over HTTP reaches a server with several threads in either order.
 */
abstract class EngineUpgradeContract extends EngineCases {
    private static final int RACES = 50;

    EngineUpgradeContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @Test
    void aProbeIsAnsweredAndTheUpgradeTaken() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().probe(sid);

            wire.send("5");

            EngineEndpoint.pass(EngineEndpoint.PING_INTERVAL);
            endpoint().assertNoSession(sid);
            assertThat(wire.isClosed()).isFalse();
        });
    }

    @Test
    void aPollAfterTheUpgradeIsRefusedEachTime() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                URI poll = URI.create(endpoint()
                        .upgrade(sid)
                        .toString()
                        .replaceFirst("^ws", "http")
                        .replace("websocket", "polling"));
                EngineWire wire = endpoint().open(endpoint().upgrade(sid));

                wire.send("2probe", "5");
                int status = http.send(HttpRequest.newBuilder(poll).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode();

                assertThat(status).isEqualTo(400);
                assertThat(wire.next()).isEqualTo("3probe");
                wire.close();
            });
        }
    }

    @Test
    void aPollThatIsSentTogetherWithTheUpgradeIsRefusedEachTime() throws Exception {
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                EngineWire wire = endpoint().probe(sid);
                // Connected before, so that the poll is only one packet behind the upgrade.
                try (RawHttp poll = endpoint().dial()) {
                    wire.send("5");
                    poll.head("GET", "?" + EngineEndpoint.query(sid));

                    assertThat(poll.answer().status()).isEqualTo(400);
                }
                wire.close();
            });
        }
    }

    @Test
    void aSecondWebSocketAfterTheUpgradeIsClosedEachTime() throws Exception {
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                EngineWire wire = endpoint().open(endpoint().upgrade(sid));

                wire.send("2probe", "5");
                endpoint().assertNoWebSocket(endpoint().upgrade(sid));

                assertThat(wire.next()).isEqualTo("3probe");
                wire.close();
            });
        }
    }

    @RepeatedTest(5)
    void anUpgradedSessionAnswersPingsOverItsWebSocket() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().probe(sid);

            wire.send("5");

            // Longer than a session lives that answers no ping.
            EngineEndpoint.pass(EngineEndpoint.PING_INTERVAL.multipliedBy(2));
            EngineEndpoint.pass(EngineEndpoint.PING_TIMEOUT.dividedBy(2));
            assertThat(wire.isClosed()).isFalse();
            wire.close();
        });
    }
}
