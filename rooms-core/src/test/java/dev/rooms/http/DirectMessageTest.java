package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.EventNames;
import dev.rooms.Rooms;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.TestClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §4: POST /messages/{clientId}")
class DirectMessageTest {
    private final Rooms rooms = Rooms.create();
    private final Calls calls = new Calls(rooms);

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void thatClientAloneReceivesMessageReply() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.channel().clear();

        Calls.Answer answer = calls.post("/messages/" + ada.id(), MESSAGE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"clientId\":\"" + ada.id() + "\"}");
        assertThat(ada.channel().texts()).containsExactly("{\"event\":\"message-reply\",\"data\":" + MESSAGE + "}");
        assertThat(bob.received("message-reply")).isEmpty();
    }

    @Test
    void theEventIsNamedByEventName() {
        TestClient ada = TestClient.connect(rooms, "ada");

        calls.post("/messages/" + ada.id() + "?eventName=price%20change", MESSAGE);

        assertThat(ada.received("price change")).hasSize(1);
        assertThat(ada.received("message-reply")).isEmpty();
    }

    static Stream<String> reserved() {
        return EventNames.RESERVED.stream();
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void aNameThatSocketIoReservesIsRefusedWith400(String name) {
        TestClient ada = TestClient.connect(rooms, "ada");

        Calls.Answer answer = calls.post("/messages/" + ada.id() + "?eventName=" + name, MESSAGE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("eventName");
        assertThat(ada.received(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventName=", "eventName", "eventName=%20%09", "eventName=a&eventName=b"})
    void anEventNameThatIsBlankOrNotTheOnlyOneIsRefusedWith400(String query) {
        TestClient ada = TestClient.connect(rooms, "ada");

        Calls.Answer answer = calls.post("/messages/" + ada.id() + "?" + query, MESSAGE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("eventName");
    }

    @Test
    void aClientThatIsNotConnectedIsAnsweredWith404() {
        assertThat(calls.post("/messages/nobody", MESSAGE).status()).isEqualTo(404);
    }

    @Test
    void aClientThatHasGoneIsAnsweredWith404() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.close();

        assertThat(calls.post("/messages/" + ada.id(), MESSAGE).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/messages/..",
                "/messages/%2e%2e",
                "/messages/..%2f..",
                "/messages/..%2F..%2Fhealth",
                "/messages/../health",
                "/messages/../messages/x/y",
                "/messages/..%5c..%5cetc",
                "/messages/%00",
                "/messages/__proto__",
                "/messages/constructor"
            })
    void aPathThatLeadsElsewhereIsJustUnknown(String path) {
        assertThat(calls.post(path, MESSAGE).status()).isEqualTo(404);
    }

    @Test
    void theIdOfARoomIsNoClient() {
        TestClient.connect(rooms, "ada").join("lobby");

        assertThat(calls.post("/messages/lobby", MESSAGE).status()).isEqualTo(404);
    }

    @Test
    void aClientOfAnotherServerIsReachedThroughTheBackplane() {
        InMemoryBus bus = new InMemoryBus();
        try (Rooms one = Rooms.builder().backplane(bus.connect()).build();
                Rooms two = Rooms.builder().backplane(bus.connect()).build()) {
            await().until(() -> one.cluster().orElseThrow().others().size() == 1);
            TestClient ada = TestClient.connect(two, "ada");
            assertThat(new Calls(one).post("/messages/" + ada.id(), MESSAGE).status())
                    .isEqualTo(201);
            assertThat(ada.received("message-reply")).hasSize(1);
            assertThat(new Calls(one).post("/messages/nobody", MESSAGE).status())
                    .isEqualTo(404);
        }
    }
}
