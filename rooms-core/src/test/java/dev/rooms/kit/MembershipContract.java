package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §2 and §3: joining and leaving, and how that is acknowledged. */
abstract class MembershipContract extends TransportCases {
    MembershipContract(TransportContract transport) {
        super(transport);
    }

    @ParameterizedTest
    @ValueSource(strings = {"join-room", "leave-room", "watch-resource", "unwatch-resource"})
    void joiningAndLeavingAreAlwaysAcknowledged(String event) throws Exception {
        KitClient ada = serve().connect("Ada");

        ada.send(event, Payloads.room("lobby"));

        KitEvent ack = ada.next("ack");
        assertThat(ack.data().path("success").isBoolean()).isTrue();
        assertThat(ack.data().path("success").asBoolean()).isTrue();
        assertThat(ack.field("clientId")).isEqualTo(ada.id());
        assertThat(ack.field("clientName")).isEqualTo("Ada");
        assertThat(ack.field("roomName")).isEqualTo("lobby");
        assertThat(ack.field("resourceId")).isEqualTo("lobby");
        assertThat(ack.data().has("error")).isFalse();
        assertThat(ack.ackId().isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a-1\"", "\"\"", "7", "0", "-1", "12345678901234567890"})
    void theAcknowledgementRepeatsTheAckId(String ackId) throws Exception {
        KitClient ada = serve().connect();

        ada.send("join-room", Payloads.room("lobby"), ackId);

        assertThat(ada.next("ack").text()).endsWith(",\"ackId\":" + ackId + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"join-room", "watch-resource"})
    void aRoomMayBeNamedByItsOlderName(String event) throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect();

        ada.send(event, Payloads.resource("lobby"));

        KitEvent ack = ada.next("ack");
        assertThat(ack.field("roomName")).isEqualTo("lobby");
        assertThat(ack.field("resourceId")).isEqualTo("lobby");
        assertThat(stage.rooms().registry().memberCount("lobby")).isEqualTo(1);
    }

    @Test
    void bothNamesMayBeGivenWhenTheyAreTheSame() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect();

        ada.send("join-room", "{\"roomName\":\"lobby\",\"resourceId\":\"lobby\"}");

        assertThat(ada.next("ack").data().path("success").asBoolean()).isTrue();
    }

    @Test
    void twoNamesThatDifferAreRefused() throws Exception {
        Stage stage = serve();

        assertRefused(stage.connect(), "join-room", "{\"roomName\":\"lobby\",\"resourceId\":\"other\"}");

        assertThat(stage.rooms().registry().roomCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"roomName\":\"\"}",
                "{\"roomName\":\"  \"}",
                "{\"roomName\":7}",
                "{\"roomName\":null}",
                "{\"roomName\":[\"lobby\"]}",
                "{\"roomName\":\"lobby\",\"colour\":\"red\"}",
                "\"lobby\"",
                "null",
                "[]"
            })
    void aRequestThatNamesNoRoomProperlyIsRefused(String data) throws Exception {
        Stage stage = serve();

        assertRefused(stage.connect(), "join-room", data);

        assertThat(stage.rooms().registry().roomCount()).isZero();
    }

    private static void assertRefused(KitClient client, String event, String data) throws Exception {
        List<KitEvent> answers =
                client.answersTo("{\"event\":\"" + event + "\",\"data\":" + data + ",\"ackId\":\"why\"}");

        assertThat(answers).extracting(KitEvent::name).containsExactlyInAnyOrder("ack", "error");
        for (KitEvent answer : answers) {
            if (answer.name().equals("ack")) {
                assertThat(answer.ackId().asText()).isEqualTo("why");
                assertThat(answer.data().path("success").asBoolean(true)).isFalse();
                assertThat(answer.field("error")).isNotBlank();
                assertThat(answer.field("clientId")).isEqualTo(client.id());
            } else {
                assertThat(answer.field("event")).isEqualTo(event);
                assertThat(answer.field("message")).isNotBlank();
            }
        }
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void leavingARoomThatOneIsNotInIsASuccess() throws Exception {
        KitClient ada = serve().connect();

        ada.send("leave-room", Payloads.room("never-joined"));

        assertThat(ada.next("ack").data().path("success").asBoolean()).isTrue();
    }

    @Test
    void joiningTwiceIsBeingInOnce() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        ada.join("lobby");
        KitClient bob = stage.connect();

        bob.send("message", Payloads.message("lobby", "Hello"));
        bob.fence();

        assertThat(ada.fence()).extracting(KitEvent::name).containsExactly("message-reply");
        ada.leave("lobby");
        assertThat(stage.rooms().registry().roomCount()).isZero();
    }

    @Test
    void whoHasLeftHearsNothingMore() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        KitClient bob = stage.member("lobby");
        ada.leave("lobby");

        bob.send("message", Payloads.message("lobby", "Hello"));
        bob.fence();

        assertThat(ada.fence()).isEmpty();
    }

    @Test
    void aRoomVanishesWithItsLastMember() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        KitClient bob = stage.member("lobby");
        assertThat(stage.rooms().registry().roomCount()).isEqualTo(1);

        ada.leave("lobby");
        assertThat(stage.rooms().registry().roomCount()).isEqualTo(1);
        bob.close();

        Stage.until(() -> assertThat(stage.rooms().registry().roomCount()).isZero());
        stage.member("lobby");
        assertThat(stage.rooms().registry().memberCount("lobby")).isEqualTo(1);
    }
}
