package dev.rooms.gateway;

import static dev.rooms.gateway.Asked.message;
import static dev.rooms.gateway.Asked.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.security.RoomAuthorizer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may join and send. */
@DisplayName("HOSTILE 21: policy: allow by default, members-only, or the embedder's own")
class AuthorizationTest {
    private Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient connect(String name) {
        return TestClient.connect(rooms, name);
    }

    private void authorize(RoomAuthorizer authorizer) {
        rooms.close();
        rooms = Rooms.builder()
                .announcements(Announcements.OFF)
                .authorizer(authorizer)
                .build();
    }

    @Test
    void anyoneMaySendByDefaultAndOnlyMembersUnderMembersOnly() {
        TestClient outside = connect("outside");
        connect("inside");
        TestClient.of(rooms, "inside").join("a");
        outside.send("message", message("a", ""), "1");
        assertThat(outside.received("ack").get(0).path("recipients").intValue()).isOne();

        authorize(RoomAuthorizer.MEMBERS_ONLY);
        TestClient ada = connect("ada");
        TestClient bob = connect("bob");
        bob.join("a");
        bob.channel().clear();
        for (String event : List.of("message", "channels")) {
            ada.channel().clear();
            ada.send(event, event.equals("message") ? message("a", "") : update("a"), "1");
            assertThat(ada.received("error").get(0).path("message").textValue())
                    .isEqualTo("this client may not send to the room 'a'");
            assertThat(ada.received("ack").get(0).path("success").booleanValue())
                    .isFalse();
        }
        assertThat(bob.channel().frames()).isEmpty();
        ada.join("a");
        ada.send("message", message("a", ""));
        assertThat(bob.received("message-reply")).hasSize(1);
    }

    @Test
    void aRefusedJoinIsAnsweredAndChangesNothing() {
        authorize((client, action, room) -> !room.equals("secret"));
        TestClient ada = connect("ada");
        ada.join("secret");
        ada.join("open");
        assertThat(ada.received("ack"))
                .extracting(ack -> ack.path("success").booleanValue())
                .containsExactly(false, true);
        assertThat(ada.received("ack").get(0).path("error").textValue())
                .isEqualTo("this client may not join the room 'secret'");
        assertThat(TestClient.of(rooms, "ada").rooms()).containsExactly("open");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAuthorizerThatFailsAllowsNothing(boolean error) {
        authorize((client, action, room) -> {
            if (error) {
                throw new NoClassDefFoundError("secret");
            }
            throw new IllegalStateException("secret");
        });
        TestClient ada = connect("ada");
        ada.join("a");
        ada.send("message", message("a", ""));
        assertThat(ada.received("ack").get(0).path("success").booleanValue()).isFalse();
        assertThat(ada.received("ack").get(0).path("roomName").textValue()).isEqualTo("a");
        assertThat(ada.received("error")).hasSize(2);
        assertThat(ada.channel().texts()).noneMatch(text -> text.contains("secret"));
        assertThat(rooms.registry().roomCount()).isZero();
        ada.leave("a");
        assertThat(ada.received("ack").get(1).path("success").booleanValue())
                .as("leaving isn't asked about")
                .isTrue();
    }
}
