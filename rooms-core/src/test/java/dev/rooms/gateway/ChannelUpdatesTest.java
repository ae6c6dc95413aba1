package dev.rooms.gateway;

import static dev.rooms.gateway.Asked.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CONTRACT §2: channel updates, the older kind of message. */
class ChannelUpdatesTest {
    private Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient connect(String name) {
        return TestClient.connect(rooms, name);
    }

    @Test
    void reachEveryoneInTheRoomTheSenderIncluded() {
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        TestClient eve = connect("eve");
        TestClient.of(rooms, "ada").join("a");
        TestClient.of(rooms, "bob").join("a");
        ada.send("channels", update("a"));
        String expected = "{\"event\":\"resource-update\",\"data\":" + update("a") + "}";
        assertThat(ada.takeOnly()).isEqualTo(expected);
        assertThat(bob.takeOnly()).isEqualTo(expected);
        eve.send("channels", update("a"), "7");
        assertThat(eve.takeOnly())
                .isEqualTo("{\"event\":\"ack\",\"data\":{\"success\":true,\"roomName\":\"a\",\"recipients\":2},"
                        + "\"ackId\":7}");
    }

    @Test
    void withWrongFieldsAreRefusedWithAllOfThemNamed() {
        TestClient ada = connect("ada");
        ada.send("channels", "{\"id\":\"1\",\"feature\":\"\",\"roomName\":\"a\",\"message\":7}");
        assertThat(ada.received("error").get(0).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("feature", "subFeature", "resourceId", "message", "roomName");
    }
}
