package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.Namespace;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.kit.TestClient;
import dev.rooms.message.FieldError;
import dev.rooms.security.Authenticator.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several namespaces over one connection, and who is let into them. */
class NamespacesTest {
    private final Rooms rooms = Rooms.builder()
            .authenticator(handshake -> handshake.auth().text().contains("\"eve\"")
                    ? Verdict.forbidden("eve may not")
                    : Verdict.of("somebody"))
            .announcements(Announcements.EVERYONE)
            .build();

    private final Namespace chat = rooms.namespace("/chat");

    @AfterEach
    void close() {
        rooms.close();
    }

    private static SocketIoTestClient joined(SocketIoTestClient client, String namespace) {
        client.say("40" + namespace + ",");
        await().untilAsserted(() ->
                assertThat(client.received("40" + namespace + ",{")).hasSize(1));
        return client;
    }

    private SocketIoTestClient connect() {
        SocketIoTestClient client = SocketIoTestClient.open(rooms);
        client.say("40");
        await().untilAsserted(() -> assertThat(client.received("40{")).hasSize(1));
        return client;
    }

    private static Client only(Namespace namespace) {
        return namespace.toAll().clients().get(0);
    }

    @Test
    void eachNamespaceHasClientsRoomsAndEventsOfItsOwn() {
        SocketIoTestClient ada = joined(connect(), "/chat");
        chat.on("say", Json.class, (client, text) -> chat.to("lobby").emit("said", text));
        only(chat).join("lobby");

        rooms.to("lobby").emit("elsewhere", 1);
        ada.say("42/chat,[\"say\",\"hi\"]");
        ada.say("42[\"say\",\"hi\"]");

        await().untilAsserted(() -> assertThat(ada.received("42/chat,")).containsExactly("42/chat,[\"said\",\"hi\"]"));
        await().untilAsserted(() -> assertThat(ada.events("error")).hasSize(1));
        assertThat(ada.events("elsewhere")).isEmpty();
        assertThat(only(chat).id()).isNotEqualTo(ada.id());
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(chat.registry().memberCount("lobby")).isEqualTo(1);
        assertThat(chat.clientCount()).isEqualTo(1);
    }

    @Test
    void onlyTheMainNamespaceTellsItsClientsOfEachOther() {
        SocketIoTestClient ada = joined(connect(), "/chat");
        joined(connect(), "/chat");

        await().untilAsserted(() -> assertThat(ada.events("client-connected")).hasSize(2));
        assertThat(ada.received("42/chat,")).isEmpty();
    }

    @Test
    void aNamespaceThatIsntThereIsRefusedAndTheConnectionStays() {
        SocketIoTestClient ada = connect();

        ada.say("40/nowhere,{\"token\":1}");
        ada.say("40/__proto__,");

        assertThat(ada.received("44"))
                .containsExactly(
                        "44/nowhere,{\"message\":\"Invalid namespace\"}",
                        "44/__proto__,{\"message\":\"Invalid namespace\"}");
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void leavingOneNamespaceLeavesTheOthersAlone() {
        SocketIoTestClient ada = joined(connect(), "/chat");

        ada.say("41/chat,");
        rooms.toAll().emit("still", 1);

        assertThat(chat.clientCount()).isZero();
        assertThat(ada.events("still")).hasSize(1);
        only(chatAgain(ada)).disconnect();
        assertThat(ada.received("41")).containsExactly("41/chat,");
        assertThat(rooms.clientCount()).isEqualTo(1);
    }

    private Namespace chatAgain(SocketIoTestClient client) {
        client.say("40/chat,");
        await().until(() -> chat.clientCount() == 1);
        return chat;
    }

    @Test
    void theAuthenticatorIsAskedForEachNamespaceWithItsAuth() {
        SocketIoTestClient ada = connect();

        ada.say("40/chat,{\"name\":\"eve\"}");

        await().untilAsserted(
                        () -> assertThat(ada.received("44")).containsExactly("44/chat,{\"message\":\"eve may not\"}"));
        assertThat(chat.clientCount()).isZero();
        assertThat(rooms.toAll().clients().get(0).principal()).contains("somebody");
    }

    @Test
    void aMiddlewareRefusesWithAMessageAndItsFields() {
        chat.use(introduction -> {
            throw new RefusedException(
                    "token is wrong " + introduction.handshake().auth(),
                    List.of(new FieldError("token", "token is wrong")));
        });
        SocketIoTestClient ada = connect();

        ada.say("40/chat,{\"token\":\"123\"}");

        await().untilAsserted(() -> assertThat(ada.received("44"))
                .containsExactly("44/chat,{\"message\":\"token is wrong {\\\"token\\\":\\\"123\\\"}\","
                        + "\"data\":{\"errors\":[{\"field\":\"token\",\"message\":\"token is wrong\"}]}}"));
        assertThat(chat.clientCount()).isZero();
        assertThat(ada.channel().closeReason()).isEmpty();
    }

    @Test
    void aClientWhoseConnectionIsLostWhileAMiddlewareThinksNeverComesIn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        chat.use(introduction -> {
            asked.countDown();
            assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
            done.countDown();
        });
        List<String> heard = new CopyOnWriteArrayList<>();
        chat.onConnect((client, handshake) -> heard.add("connected"));
        SocketIoTestClient ada = connect();
        ada.say("40/chat,");
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        ada.lose();
        answer.countDown();

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        await().during(java.time.Duration.ofMillis(100)).until(() -> chat.clientCount() == 0);
        assertThat(rooms.clientCount()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void anEventThatComesBeforeItsClientIsLetInEndsTheConnection() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        chat.use(introduction -> assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue());
        SocketIoTestClient ada = connect();

        ada.say("40/chat,");
        ada.say("42/chat,[\"early\"]");

        assertThat(ada.channel().closeReason()).isPresent();
        answer.countDown();
        await().until(() -> rooms.clientCount() == 0);
    }

    @Test
    void plainClientsAreInTheMainNamespaceAlone() {
        TestClient bob = TestClient.connect(rooms, "bob");

        chat.toAll().emit("news", 1);
        rooms.toAll().emit("news", 2);

        assertThat(bob.received("news")).extracting(Object::toString).containsExactly("2");
    }

    @Test
    void aLostConnectionEndsItsClientsInAllNamespaces() {
        SocketIoTestClient ada = joined(connect(), "/chat");
        List<String> left = new CopyOnWriteArrayList<>();
        rooms.onDisconnect((client, reason) -> left.add("/ " + reason));
        chat.onDisconnect((client, reason) -> left.add("/chat " + reason));

        ada.lose();

        await().untilAsserted(() -> assertThat(left).containsExactlyInAnyOrder("/ LOST", "/chat LOST"));
        assertThat(chat.clientCount()).isZero();
    }

    @Test
    void aNamespaceIsOneHoweverOftenItIsAskedFor() {
        assertThat(rooms.namespace("chat").name()).isEqualTo("/chat");
        joined(connect(), "/chat");

        assertThat(rooms.namespace("chat").clientCount()).isEqualTo(1);
        assertThat(rooms.namespace("/").clientCount()).isEqualTo(rooms.clientCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a,b", "/a?b", "/a b", "/a\n", "a\u0080"})
    void aNameThatThePacketsCantCarryIsRefused(String name) {
        assertThatThrownBy(() -> rooms.namespace(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
