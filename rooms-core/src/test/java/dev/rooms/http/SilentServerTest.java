package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.ClusterSettings;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.DyingBackplane;
import dev.rooms.kit.TestClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The HTTP API tells what other servers have, and which of them doesn't answer")
class SilentServerTest {
    private final InMemoryBus bus = new InMemoryBus();
    private final DyingBackplane dying = new DyingBackplane(bus.connect());
    private final Rooms here = server(bus.connect());
    private final Rooms there = server(dying);
    private final Calls calls = new Calls(here);

    /** One that is long in taking a server for dead, and short in waiting for its answer. */
    private static Rooms server(Backplane backplane) {
        return Rooms.builder()
                .announcements(Announcements.OFF)
                .backplane(backplane)
                .cluster(ClusterSettings.DEFAULTS.withMissedHeartbeats(1_000).withAnswerTimeout(Duration.ofMillis(500)))
                .build();
    }

    @BeforeEach
    void know() {
        await().until(() -> here.cluster().orElseThrow().others().size() == 1);
        TestClient.connect(here, "ada").join("lobby");
        TestClient.connect(there, "bob").join("lobby");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void roomsMembersAndRecipientsAreThoseOfAllServers() {
        JsonNode rooms = calls.get("/rooms").json();
        assertThat(rooms.path("rooms").path(0).path("members").intValue()).isEqualTo(2);
        assertThat(rooms.path("total").intValue()).isOne();
        assertThat(rooms.has("missing")).isFalse();
        assertThat(calls.get("/rooms/lobby").json().path("total").intValue()).isEqualTo(2);
        assertThat(calls.post("/messages/broadcast", Calls.MESSAGE)
                        .json()
                        .path("recipients")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void aRoomIsUnknownOnceItsLastMemberOnWhicheverServerHasLeft() {
        TestClient.of(here, "ada").leave("lobby");
        assertThat(calls.get("/rooms/lobby").status()).isEqualTo(200);

        TestClient.of(there, "bob").leave("lobby");
        assertThat(calls.get("/rooms/lobby").status()).isEqualTo(404);
        assertThat(calls.get("/rooms").json().path("total").intValue()).isZero();
    }

    @Test
    void aServerThatDoesntAnswerIsNamedAndHidesNothingOfTheOthers() {
        dying.die();
        String silent = there.cluster().orElseThrow().id();
        for (String path : List.of("/rooms", "/rooms/lobby")) {
            JsonNode page = calls.get(path).json();
            assertThat(page.path("total").intValue()).as(path).isOne();
            assertThat(page.path("missing"))
                    .as(path)
                    .singleElement()
                    .satisfies(id -> assertThat(id.textValue()).isEqualTo(silent));
        }
        assertThat(calls.post("/messages/broadcast", Calls.MESSAGE)
                        .json()
                        .path("recipients")
                        .intValue())
                .isOne();
    }
}
