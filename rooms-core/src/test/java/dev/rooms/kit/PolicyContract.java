package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rooms.security.RoomAuthorizer;
import dev.rooms.security.RoomAuthorizer.RoomAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §1 and §2: the connection decides who sent, names reach nobody else, and policy decides who may. */
abstract class PolicyContract extends TransportCases {
    PolicyContract(TransportContract transport) {
        super(transport);
    }

    @Test
    @DisplayName("HOSTILE 20: a room named like a client's id is only a room")
    void aRoomNamedLikeAClientsIdIsOnlyARoom() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect();
        KitClient bob = stage.member(ada.id());

        stage.connect().send("message", Payloads.message(ada.id(), "for the room"));

        assertThat(bob.next("message-reply").field("message")).isEqualTo("for the room");
        assertThat(ada.fence()).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 21: a forged clientId changes nothing: the connection decides who sent")
    void aForgedClientIdChangesNothing() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.member("lobby");
        KitClient forger = stage.member("lobby");
        ObjectNode message = Payloads.messageNode("lobby", "I am Ada").put("clientId", ada.id());

        forger.send("message", message.toString());

        assertThat(ada.next("message-reply").field("message")).isEqualTo("I am Ada");
        assertThat(forger.fence()).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 21: under members-only a message to a room that the sender isn't in is refused")
    void onlyMembersMaySendWhereThatIsThePolicy() throws Exception {
        Stage stage = serve(rooms -> rooms.authorizer(RoomAuthorizer.MEMBERS_ONLY));
        KitClient member = stage.member("lobby");
        KitClient stranger = stage.connect();

        for (String event : new String[] {
            "{\"event\":\"message\",\"data\":" + Payloads.message("lobby", "Hello") + "}",
            "{\"event\":\"channels\",\"data\":" + Payloads.update("lobby", "Hello") + "}"
        }) {
            assertThat(stranger.errorOf(event).field("message")).contains("lobby");
        }
        assertThat(member.fence()).isEmpty();
        stranger.join("lobby");
        stranger.send("message", Payloads.message("lobby", "Hello"));
        assertThat(member.next("message-reply").field("message")).isEqualTo("Hello");
    }

    @Test
    void whomTheAuthorizerRefusesDoesNotJoin() throws Exception {
        Stage stage = serve(rooms ->
                rooms.authorizer((client, action, room) -> action != RoomAction.JOIN || !room.equals("secret")));
        KitClient ada = stage.connect();

        assertThat(ada.answersTo("{\"event\":\"join-room\",\"data\":" + Payloads.room("secret") + "}"))
                .extracting(KitEvent::name)
                .containsExactlyInAnyOrder("ack", "error");

        assertThat(stage.rooms().registry().roomCount()).isZero();
        ada.join("public");
    }
}
