package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands between a handshake and a client, and who hears of all that a client does. */
class MiddlewareTest {
    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .authenticator(handshake -> Verdict.of("somebody"))
            .build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private Admission admit(String name) {
        return rooms.reception().admit(TestClient.handshake(Map.of("clientName", List.of(name)), Map.of()));
    }

    @Test
    void aMiddlewareThatRefusesKeepsAClientOut() {
        rooms.use(introduction -> {
            if (introduction.clientName().equals("eve")) {
                throw new RefusedException("eve isn't welcome");
            }
        });

        assertThat(admit("ada")).isInstanceOf(Admission.Granted.class);
        assertThat(admit("eve"))
                .isEqualTo(new Admission.Refused(403, "eve isn't welcome", CloseReason.POLICY_VIOLATION));
        assertThat(rooms.measurements().get(Counter.HANDSHAKES_REFUSED)).isEqualTo(1);
    }

    @Test
    void theFirstThatRefusesIsTheLastThatIsAsked() {
        List<String> asked = new CopyOnWriteArrayList<>();
        rooms.use(introduction -> asked.add("first"));
        rooms.use(introduction -> {
            asked.add("second");
            throw new RefusedException("no");
        });
        rooms.use(introduction -> asked.add("third"));

        admit("ada");

        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void aMiddlewareThatFailsKeepsTheClientOutAndTellsNoDetails() {
        rooms.use(introduction -> {
            throw new IllegalStateException("the password is secret");
        });

        assertThat(admit("ada"))
                .isEqualTo(new Admission.Refused(403, "connecting failed in the server", CloseReason.POLICY_VIOLATION));
        assertThat(rooms.measurements().get(Counter.HANDLER_FAILURES)).isEqualTo(1);
    }

    @Test
    void whatAMiddlewareFindsOutTheClientCarries() {
        rooms.use(introduction -> introduction
                .attributes()
                .put(
                        "known",
                        introduction.namespace() + " "
                                + introduction.principal().orElse("nobody")));

        TestClient.connect(rooms, "ada");

        assertThat(TestClient.of(rooms, "ada").attributes()).containsEntry("known", "/ somebody");
    }

    @Test
    void aCatchAllListenerHearsEveryEventBeforeItsHandler() {
        List<String> heard = new CopyOnWriteArrayList<>();
        rooms.onAny((client, incoming) -> heard.add("any " + incoming.event() + " " + incoming.json()));
        rooms.on("typing", Json.class, (client, data) -> heard.add("handler"));
        TestClient ada = TestClient.connect(rooms, "ada");

        ada.send("typing", "1");
        ada.send("unheard-of", "[2]");

        await().untilAsserted(() -> assertThat(heard).containsExactly("any typing 1", "handler", "any unheard-of [2]"));
        assertThat(ada.received("error")).isEmpty();
    }

    @Test
    void aCatchAllListenerMayAnswer() {
        rooms.onAny((client, incoming) -> incoming.acknowledge("heard"));
        TestClient ada = TestClient.connect(rooms, "ada");

        ada.send("anything", "1", "7");

        await().untilAsserted(() ->
                assertThat(ada.received("ack")).extracting(Object::toString).containsExactly("\"heard\""));
    }

    @Test
    void whoIsGoingIsHeardOfWithItsRoomsBeforeItHasGone() {
        List<String> heard = new CopyOnWriteArrayList<>();
        rooms.onDisconnecting((client, reason, left) -> {
            heard.add("disconnecting " + reason + " " + left);
            left.forEach(room -> rooms.to(room).emit("left", client.name()));
        });
        rooms.onDisconnect((client, reason) -> heard.add("disconnected"));
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        TestClient.of(rooms, "ada").join("lobby");
        TestClient.of(rooms, "bob").join("lobby");

        ada.close();

        await().untilAsserted(() -> assertThat(heard).containsExactly("disconnecting NORMAL [lobby]", "disconnected"));
        assertThat(bob.received("left")).extracting(Object::toString).containsExactly("\"ada\"");
    }
}
