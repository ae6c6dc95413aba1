package dev.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §2: joining and leaving, and CONTRACT §1: how a room is named. */
class JoiningTest {
    private Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient connect(String name) {
        return TestClient.connect(rooms, name);
    }

    private String idOf(String name) {
        return TestClient.of(rooms, name).id();
    }

    @ParameterizedTest
    @CsvSource({
        "join-room, leave-room, roomName",
        "join-room, leave-room, resourceId",
        "watch-resource, unwatch-resource, resourceId",
        "watch-resource, unwatch-resource, roomName"
    })
    void itIsAcknowledgedWithBothNamesOfTheRoomAlsoUnasked(String join, String leave, String field) {
        TestClient ada = connect("ada");
        String expected = "{\"event\":\"ack\",\"data\":{\"clientId\":\"" + idOf("ada")
                + "\",\"clientName\":\"ada\",\"success\":true,\"resourceId\":\"a\",\"roomName\":\"a\"}";

        ada.send(join, "{\"" + field + "\":\"a\"}");
        assertThat(ada.takeOnly()).isEqualTo(expected + "}");
        assertThat(rooms.registry().memberCount("a")).isOne();
        ada.send(join, "{\"" + field + "\":\"a\"}", "7");
        assertThat(ada.takeOnly()).as("joined again").isEqualTo(expected + ",\"ackId\":7}");
        assertThat(rooms.registry().memberCount("a")).isOne();

        ada.send(leave, "{\"" + field + "\":\"a\"}", "\"seven\"");
        assertThat(ada.takeOnly()).isEqualTo(expected + ",\"ackId\":\"seven\"}");
        assertThat(rooms.registry().roomCount()).isZero();
        ada.send(leave, "{\"" + field + "\":\"a\"}");
        assertThat(ada.takeOnly()).as("left again: a success").isEqualTo(expected + "}");
    }

    @Test
    void bothNamesOfTheRoomMayBeGivenIfTheyAreTheSame() {
        TestClient ada = connect("ada");
        ada.send("join-room", "{\"resourceId\":\"a\",\"roomName\":\"a\"}");
        assertThat(ada.received("ack").get(0).path("success").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"roomName\":\"a\",\"resourceId\":\"b\"}    | resourceId roomName | a",
                "{}                                           | roomName            | ''",
                "{\"roomName\":null}                          | roomName            | ''",
                "{\"roomName\":\"a\",\"x\":1,\"y\":2}         | x y                 | a",
                "{\"resourceId\":\"a\",\"message\":\"hi\"}    | message             | a",
                "{\"roomName\":7}                             | roomName            | ''",
                "{\"roomName\":[\"a\"]}                       | roomName            | ''",
                "{\"roomName\":true,\"resourceId\":{}}        | resourceId roomName | ''",
                "{\"roomName\":\"\"}                          | roomName            | ''",
                "{\"roomName\":\"  \"}                        | roomName            | '  '",
                "{\"roomName\":\"a\\u0000b\"}                 | roomName            | a\u0000b",
                "{\"roomName\":\"\\ud800\"}                   | roomName            | ''",
                "{\"resourceId\":\"\\u0007\"}                 | resourceId          | '\u0007'",
                "\"a\"                                        | data                | ''",
                "[\"a\"]                                      | data                | ''",
                "null                                         | data                | ''",
                "7                                            | data                | ''"
            })
    void badRequestsAreAnsweredWithAFailedAcknowledgementAndAnErrorThatNamesEveryField(
            String data, String fields, String room) {
        TestClient ada = connect("ada");
        for (String event : List.of("join-room", "leave-room", "watch-resource", "unwatch-resource")) {
            ada.channel().clear();
            ada.send(event, data, "7");

            JsonNode ack = ada.received().get(0);
            assertThat(ack.path("event").textValue()).isEqualTo("ack");
            assertThat(ack.path("ackId").intValue()).isEqualTo(7);
            assertThat(ack.at("/data/success").booleanValue()).isFalse();
            assertThat(ack.at("/data/clientId").textValue()).isEqualTo(idOf("ada"));
            assertThat(ack.at("/data/roomName").textValue()).isEqualTo(room);
            assertThat(ack.at("/data/resourceId").textValue()).isEqualTo(room);
            assertThat(ack.at("/data/error").textValue()).isNotBlank();

            JsonNode error = ada.received().get(1);
            assertThat(error.path("event").textValue()).isEqualTo("error");
            assertThat(error.at("/data/event").textValue()).isEqualTo(event);
            assertThat(error.at("/data/errors").findValuesAsText("field")).containsExactlyInAnyOrder(fields.split(" "));
            assertThat(error.at("/data/errors"))
                    .allMatch(item -> item.path("message")
                            .textValue()
                            .startsWith(item.path("field").textValue() + " "));
            assertThat(ada.received()).hasSize(2);
        }
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    @DisplayName("A room name of 257 characters")
    void aNameThatIsTooLongIsRefusedAndNotRepeated() {
        TestClient ada = connect("ada");
        ada.join("\ud83d\ude00".repeat(256));
        assertThat(rooms.registry().roomCount()).isOne();
        ada.channel().clear();
        ada.join("n".repeat(257));
        assertThat(ada.channel().texts()).noneMatch(text -> text.contains("nnn"));
        assertThat(ada.received("error").get(0).path("message").textValue())
                .contains("256")
                .contains("257");
        assertThat(rooms.registry().roomCount()).isOne();
    }

    @Test
    @DisplayName("Room 1,001")
    void oneRoomTooManyIsRefusedAndTheLimitNamed() {
        rooms.close();
        rooms = Rooms.builder()
                .limits(Limits.DEFAULTS.withMaxRoomsPerClient(1_000))
                .build();
        TestClient ada = connect("ada");
        for (int i = 0; i <= 1_000; i++) {
            ada.join("r" + i);
        }
        JsonNode last = ada.received("ack").get(1_000);
        assertThat(last.path("success").booleanValue()).isFalse();
        assertThat(last.path("roomName").textValue()).isEqualTo("r1000");
        assertThat(last.path("error").textValue()).contains("1000 rooms");
        assertThat(ada.received("error")).hasSize(1);
        assertThat(rooms.registry().roomCount()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "../x", "\u65e5\u672c", "\ud83d\ude00", "<b>", "a b"})
    void oddNamesAreNames(String name) {
        TestClient ada = connect("ada");
        ada.join(name);
        assertThat(ada.received("ack").get(0).path("roomName").textValue()).isEqualTo(name);
        assertThat(rooms.registry().memberCount(name)).isOne();
    }
}
