package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.transport.Lane;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §4: GET /rooms and GET /rooms/{roomName}")
class RoomPagesTest {
    private final Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();
    private final Calls calls = new Calls(rooms);

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void withoutClientsThereAreNoRooms() {
        assertThat(calls.get("/rooms").text()).isEqualTo("{\"rooms\":[],\"total\":0}");
    }

    @Test
    void roomsAreListedByNameWithTheirMemberCounts() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("lobby");
        bob.join("lobby");
        bob.join("kitchen");

        assertThat(calls.get("/rooms").text())
                .isEqualTo(
                        "{\"rooms\":[{\"roomName\":\"kitchen\",\"members\":1},{\"roomName\":\"lobby\",\"members\":2}],"
                                + "\"total\":2}");

        bob.close();
        assertThat(calls.get("/rooms").text())
                .isEqualTo("{\"rooms\":[{\"roomName\":\"lobby\",\"members\":1}],\"total\":1}");
    }

    @Test
    void pagesFollowEachOtherUntilThereIsNoNext() {
        TestClient ada = TestClient.connect(rooms, "ada");
        List<String> names = Stream.of("a", "b b", "c/c", "d&d", "é", "👋", "z").toList();
        names.forEach(ada::join);

        List<String> seen = new ArrayList<>();
        JsonNode page = calls.get("/rooms?limit=3").json();
        seen.addAll(page.path("rooms").findValuesAsText("roomName"));
        while (page.has("next")) {
            assertThat(page.path("total").asInt()).isEqualTo(7);
            page = calls.get("/rooms?limit=3&after="
                            + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8))
                    .json();
            seen.addAll(page.path("rooms").findValuesAsText("roomName"));
        }

        assertThat(seen).hasSize(7).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aPageThatEndsWithTheLastRoomHasNoNext() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("a");
        ada.join("b");

        assertThat(calls.get("/rooms?limit=2").json().has("next")).isFalse();
        assertThat(calls.get("/rooms?limit=1").json().path("next").asText()).isEqualTo("a");
    }

    @Test
    void aHundredRoomsAreAPageUnlessAskedOtherwise() {
        TestClient ada = TestClient.connect(rooms, "ada");
        for (int i = 0; i < 150; i++) {
            ada.join("room " + i);
        }

        assertThat(calls.get("/rooms").json().path("rooms")).hasSize(100);
        assertThat(calls.get("/rooms?limit=1000").json().path("rooms")).hasSize(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "", "1.5", "99999999999", "%201", "1&limit=2", "٣"})
    void aLimitThatIsNoneIs400AndNamed(String limit) {
        for (String path : List.of("/rooms", "/rooms/lobby")) {
            Calls.Answer answer = calls.get(path + "?limit=" + limit);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fields()).containsExactly("limit");
        }
    }

    @Test
    void afterThatIsThereTwiceIs400() {
        assertThat(calls.get("/rooms?after=a&after=b").fields()).containsExactly("after");
    }

    @Test
    void otherParametersAreLeftToTheAuthenticator() {
        assertThat(calls.get("/rooms?token=secret").status()).isEqualTo(200);
    }

    @Test
    void aRoomTellsItsMembers() {
        TestClient ada = TestClient.connect(rooms, "Ada ✨");
        ada.join("lobby");

        JsonNode room = calls.get("/rooms/lobby").json();

        assertThat(room.path("roomName").asText()).isEqualTo("lobby");
        assertThat(room.path("total").asInt()).isEqualTo(1);
        assertThat(room.path("members")).hasSize(1);
        assertThat(room.path("members").path(0).path("clientName").asText()).isEqualTo("Ada ✨");
        assertThat(room.path("members").path(0).path("clientId").asText()).hasSize(24);
        assertThat(room.has("next")).isFalse();
    }

    @Test
    void membersOfAllLanesComePageByPageInTheOrderOfTheirIds() {
        Lane one = Lane.ofThread(Runnable::run);
        Lane two = Lane.ofThread(Runnable::run);
        for (int i = 0; i < 25; i++) {
            TestClient.connect(rooms, "client" + i, new RecordingChannel(i % 2 == 0 ? one : two))
                    .join("lobby");
        }

        List<String> ids = new ArrayList<>();
        JsonNode page = calls.get("/rooms/lobby?limit=10").json();
        ids.addAll(page.path("members").findValuesAsText("clientId"));
        while (page.has("next")) {
            page = calls.get("/rooms/lobby?limit=10&after=" + page.path("next").asText())
                    .json();
            assertThat(page.path("total").asInt()).isEqualTo(25);
            ids.addAll(page.path("members").findValuesAsText("clientId"));
        }

        assertThat(ids).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aRoomWithoutMembersIs404() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("lobby");
        ada.leave("lobby");

        assertThat(calls.get("/rooms/lobby").status()).isEqualTo(404);
        assertThat(calls.get("/rooms/%00").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "..", "../health", "é👋", "%", "a+b", "?x", "__proto__", "broadcast"})
    void aRoomOfAnyNameIsFoundByItsEncodedName(String name) {
        TestClient.connect(rooms, "ada").join(name);

        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(calls.get("/rooms/" + encoded).json().path("roomName").asText())
                .isEqualTo(name);
    }
}
