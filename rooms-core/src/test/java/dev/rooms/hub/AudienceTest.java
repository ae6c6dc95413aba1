package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Answers;
import dev.rooms.Arguments;
import dev.rooms.Client;
import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to many clients at once, and who of them is meant. */
class AudienceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final InMemoryBus bus = new InMemoryBus();
    private final Rooms rooms = onBus();
    private final Rooms others = onBus();

    private Rooms onBus() {
        return Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withMaxRoomsPerClient(3).withDrainTimeout(Duration.ofMillis(200)))
                .backplane(bus.connect())
                .build();
    }

    @BeforeEach
    void know() {
        await().until(() -> rooms.cluster().orElseThrow().others().size() == 1
                && others.cluster().orElseThrow().others().size() == 1);
    }

    @AfterEach
    void close() {
        rooms.close();
        others.close();
    }

    private static TestClient member(Rooms rooms, String name, String... of) {
        TestClient client = TestClient.connect(rooms, name);
        for (String room : of) {
            client(rooms, name).join(room);
        }
        return client;
    }

    private static Client client(Rooms rooms, String name) {
        return TestClient.of(rooms, name);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theMembersOfARoomAreLeftOutOnEveryServer() {
        TestClient ada = member(rooms, "ada", "lobby");
        TestClient bob = member(rooms, "bob", "lobby", "quiet");
        TestClient cy = member(others, "cy", "lobby", "quiet");
        TestClient dee = member(others, "dee", "lobby");

        int recipients = rooms.to("lobby").except("quiet").emit("news", 1);

        assertThat(recipients).isEqualTo(1);
        assertThat(ada.received("news")).hasSize(1);
        assertThat(bob.received("news")).isEmpty();
        await().until(() -> dee.received("news").size() == 1);
        assertThat(cy.received("news")).isEmpty();
        assertThat(rooms.toAll().except("quiet").emit("news", 2)).isEqualTo(1);
    }

    @Test
    void aMemberOfSeveralRoomsIsMeantOnce() {
        TestClient ada = member(rooms, "ada", "lobby", "kitchen");

        assertThat(rooms.to("lobby").to("kitchen").emit("news", 1)).isEqualTo(1);

        assertThat(ada.received("news")).hasSize(1);
        assertThat(rooms.to("lobby").to("kitchen").clients()).hasSize(1);
    }

    @Test
    void aVolatileEventIsDroppedForAClientWithSomethingWaiting() {
        RecordingChannel busy = new RecordingChannel();
        TestClient slow = TestClient.connect(rooms, "slow", busy);
        TestClient fast = member(rooms, "fast");
        busy.setBacklog(new Backlog(1, 1));

        rooms.toAll().asVolatile().emit("cursor", 1);

        assertThat(fast.received("cursor")).hasSize(1);
        assertThat(slow.received("cursor")).isEmpty();
        assertThat(client(rooms, "slow").emitVolatile("cursor", 1)).isFalse();
        busy.setBacklog(Backlog.NONE);
        assertThat(client(rooms, "slow").emitVolatile("cursor", 2)).isTrue();
        rooms.toAll().asVolatile().emit("cursor", 3);
        assertThat(slow.received("cursor")).extracting(Object::toString).containsExactly("2", "3");
    }

    @Test
    void aLocalEventStaysOnThisServer() {
        TestClient here = member(rooms, "here", "lobby");
        TestClient there = member(others, "there", "lobby");

        rooms.to("lobby").asLocal().emit("news", 1);
        rooms.to("lobby").asLocal().join("kitchen");
        rooms.to("lobby").emit("fence", 1);

        assertThat(here.received("news")).hasSize(1);
        await().until(() -> there.received("fence").size() == 1);
        assertThat(there.received("news")).isEmpty();
        assertThat(client(rooms, "here").isIn("kitchen")).isTrue();
        assertThat(client(others, "there").isIn("kitchen")).isFalse();
    }

    @Test
    void allWhoMatchJoinAndLeaveOnEveryServer() throws Exception {
        member(rooms, "ada", "lobby");
        member(rooms, "bob");
        member(others, "cy", "lobby");

        assertThat(get(rooms.to("lobby").join("kitchen", "attic"))).isEqualTo(Gathered.complete(2));
        assertThat(get(rooms.to("lobby").leave("attic"))).isEqualTo(Gathered.complete(2));

        assertThat(client(rooms, "ada").rooms()).containsExactlyInAnyOrder("lobby", "kitchen");
        assertThat(client(others, "cy").rooms()).containsExactlyInAnyOrder("lobby", "kitchen");
        assertThat(client(rooms, "bob").rooms()).isEmpty();
    }

    @Test
    void oneWhoMayBeInNoMoreRoomsDoesntKeepTheOthersFromJoining() {
        member(rooms, "full", "lobby", "one", "two");
        member(rooms, "ada", "lobby");

        rooms.to("lobby").join("kitchen");

        assertThat(client(rooms, "full").isIn("kitchen")).isFalse();
        assertThat(client(rooms, "ada").isIn("kitchen")).isTrue();
    }

    @Test
    void allWhoMatchAreDisconnectedOnEveryServer() throws Exception {
        TestClient ada = member(rooms, "ada", "lobby");
        TestClient cy = member(others, "cy", "lobby");
        TestClient bob = member(rooms, "bob");

        assertThat(get(rooms.to("lobby").disconnect())).isEqualTo(Gathered.complete(2));

        assertThat(ada.channel().closeReason()).contains(CloseReason.NORMAL);
        assertThat(cy.channel().closeReason()).contains(CloseReason.NORMAL);
        assertThat(bob.channel().closeReason()).isEmpty();
        assertThat(rooms.registry().memberCount("lobby")).isZero();
    }

    @Test
    void whoMatchesCanBeLookedAt() throws Exception {
        TestClient ada = member(rooms, "ada", "lobby", "kitchen");
        member(rooms, "bob");
        String id = client(rooms, "ada").id();

        assertThat(rooms.to("lobby").clients()).extracting(Client::name).containsExactly("ada");
        List<FoundClient> found = get(rooms.to("lobby").fetchClients()).value();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).id()).isEqualTo(id);
        assertThat(found.get(0).rooms()).containsExactlyInAnyOrder("lobby", "kitchen");
        assertThat(ada.received()).isEmpty();
    }

    @Test
    void aBroadcastGathersWhatItsRecipientsAnswer() throws Exception {
        TestClient ada = member(rooms, "ada", "lobby");
        TestClient bob = member(rooms, "bob", "lobby");
        String adasId = client(rooms, "ada").id();

        CompletableFuture<Answers> answers =
                rooms.to("lobby").emitWithAck("ready?", "now", LONG).toCompletableFuture();
        ada.send("ack", "\"yes\"", ackIdOf(ada, "ready?"));
        assertThat(answers).isNotDone();
        bob.send("ack", "\"no\"", ackIdOf(bob, "ready?"));

        Answers all = get(answers);
        assertThat(all.isComplete()).isTrue();
        assertThat(all.expected()).isEqualTo(2);
        assertThat(all.answers())
                .extracting(answer -> answer.arguments().json(0).text())
                .containsExactly("\"yes\"", "\"no\"");
        assertThat(all.answers().get(0).clientId()).isEqualTo(adasId);
        assertThat(ada.received("error")).isEmpty();
    }

    private static String ackIdOf(TestClient client, String event) {
        return client.received().stream()
                .filter(envelope -> envelope.path("event").asText().equals(event))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .path("ackId")
                .toString();
    }

    @Test
    void aBroadcastWaitsNoLongerThanItsTimeout() throws Exception {
        member(rooms, "silent", "lobby");
        TestClient ada = member(rooms, "ada", "lobby");

        CompletionStage<Answers> answers = rooms.to("lobby").emitWithAck("ready?", "now", Duration.ofMillis(50));
        ada.send("ack", "1", ackIdOf(ada, "ready?"));

        Answers all = get(answers);
        assertThat(all.isComplete()).isFalse();
        assertThat(all.expected()).isEqualTo(2);
        assertThat(all.answers()).hasSize(1);
    }

    @Test
    void aBroadcastDoesntWaitForThoseWhoHaveGone() throws Exception {
        TestClient leaving = member(rooms, "leaving", "lobby");
        CompletionStage<Answers> answers = rooms.to("lobby").emitWithAck("ready?", "now", LONG);

        leaving.close();

        assertThat(get(answers).answers()).isEmpty();
        assertThat(get(rooms.to("nobody").emitWithAck("ready?", "now", LONG)).expected())
                .isZero();
    }

    @Test
    void anAnswerCountsOnceAndOneThatNobodyWaitsForIsRefused() throws Exception {
        TestClient ada = member(rooms, "ada");
        TestClient eve = member(rooms, "eve");
        CompletableFuture<Arguments> answer =
                client(rooms, "ada").emitWithAck("ready?", "now", LONG).toCompletableFuture();
        String ackId = ackIdOf(ada, "ready?");

        eve.send("ack", "\"forged\"", ackId);
        assertThat(answer).isNotDone();
        ada.send("ack", "\"mine\"", ackId);
        ada.send("ack", "\"again\"", ackId);

        assertThat(get(answer).json(0)).isEqualTo(new Json("\"mine\""));
        assertThat(eve.received("error")).hasSize(1);
        assertThat(ada.received("error")).hasSize(1);
    }

    @Test
    void aClientThatDoesntAnswerIsWaitedForNoLongerThanSaid() {
        member(rooms, "silent");

        assertThatThrownBy(() -> get(client(rooms, "silent").emitWithAck("ready?", "now", Duration.ofMillis(50))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("'ready?' within 50 ms");
    }

    @Test
    void severalValuesReachAPlainClientAsAnArray() {
        TestClient ada = member(rooms, "ada");

        rooms.toAll().emit("point", Arguments.of(3, "four", new byte[] {1, 2}));
        rooms.toAll().emit("one", Arguments.of(1));
        rooms.toAll().emit("none", Arguments.NONE);

        assertThat(ada.received())
                .extracting(envelope -> envelope.path("data").toString())
                .containsExactly("[3,\"four\",\"AQI=\"]", "1", "[]");
    }

    @Test
    void aClientThatIsOnItsWayOutIsNotSentTo() throws Exception {
        RecordingChannel full = new RecordingChannel();
        TestClient.connect(rooms, "slow", full);
        String id = client(rooms, "slow").id();
        full.setFull(true);

        rooms.toAll().emit("news", 1);

        assertThat(get(rooms.toClient(id).emit("direct", 1))).isZero();
        assertThat(get(others.toClient(id).emit("direct", 1))).isZero();
        await().until(() -> rooms.clientCount() == 0);
    }
}
