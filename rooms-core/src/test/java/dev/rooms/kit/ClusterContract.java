package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Answers;
import dev.rooms.ClusterSettings;
import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.Page;
import dev.rooms.RoomMember;
import dev.rooms.Rooms;
import dev.rooms.RoomsEmitter;
import dev.rooms.backplane.Backplane;
import dev.rooms.registry.RoomRegistry.RoomSize;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of several servers see of each other, whatever {@link Backplane} joins the servers. */
public abstract class ClusterContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Rooms> servers = new ArrayList<>();
    private int fences;

    /** A backplane for one more server, joined with all those that were made before in the same test. Not started. */
    protected abstract Backplane connect() throws Exception;

    /** What the servers are set to. */
    protected ClusterSettings settings() {
        return ClusterSettings.DEFAULTS;
    }

    @AfterEach
    final void closeAll() {
        servers.forEach(Rooms::close);
    }

    private Rooms server(Announcements announcements) throws Exception {
        Rooms rooms = Rooms.builder()
                .backplane(connect())
                .cluster(settings())
                .announcements(announcements)
                .build();
        servers.add(rooms);
        await().atMost(PATIENCE)
                .until(() -> servers.stream()
                        .allMatch(server ->
                                server.cluster().orElseThrow().others().size() == servers.size() - 1));
        return rooms;
    }

    private Rooms server() throws Exception {
        return server(Announcements.OFF);
    }

    /** A client of that server in those rooms, once the other servers know that it is there. */
    private TestClient member(Rooms server, String name, String... rooms) {
        TestClient client = TestClient.connect(server, name);
        for (String room : rooms) {
            TestClient.of(server, name).join(room);
            for (Rooms other : servers) {
                int before = client.received("probe").size();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                    other.to(room).emit("probe", room);
                    return client.received("probe").size() > before;
                });
            }
        }
        for (Rooms other : servers) {
            fence(other, client);
        }
        return client;
    }

    /** Waits until all that a server emitted so far has arrived at that client. */
    private void fence(Rooms server, TestClient client) {
        int fence = ++fences;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            server.toAll().emit("fence", fence);
            return client.received("fence").stream().anyMatch(data -> data.intValue() == fence);
        });
    }

    private static List<Integer> news(TestClient client) {
        return client.received("news").stream().map(JsonNode::intValue).toList();
    }

    @Test
    void anEventReachesTheMembersOnEveryServerOnceAndCountsThoseHere() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a", "b");
        TestClient eve = member(two, "eve");

        assertThat(one.to("a").emit("news", 1)).isOne();
        assertThat(one.to("a").to("b").emit("news", 2)).isOne();
        assertThat(one.to("b").emit("news", 3)).isZero();
        assertThat(one.toAll().emit("news", 4)).isOne();

        fence(one, bob);
        fence(one, eve);
        assertThat(news(ada)).containsExactly(1, 2, 4);
        assertThat(news(bob)).containsExactly(1, 2, 3, 4);
        assertThat(news(eve)).containsExactly(4);
    }

    /** Data that counts how often it is serialised. */
    public static final class Counted {
        private final AtomicInteger times = new AtomicInteger();

        /** How often this was asked for, this time included. */
        public int getTimes() {
            return times.incrementAndGet();
        }
    }

    @Test
    void anEventIsSerialisedOnceForTheClientsOfAllServers() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a");
        Counted counted = new Counted();

        one.to("a").emit("news", counted);
        fence(one, bob);

        assertThat(ada.received("news"))
                .singleElement()
                .isEqualTo(bob.received("news").get(0));
        assertThat(bob.received("news").get(0).path("times").intValue()).isOne();
        assertThat(counted.times).hasValue(1);
    }

    @Test
    void whoIsLeftOutByItsIdIsLeftOutOnEveryServer() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a");
        TestClient eve = member(two, "eve", "a");
        String id = TestClient.of(two, "bob").id();

        assertThat(one.to("a").exceptIds(List.of(id)).emit("news", 1)).isOne();
        one.to("a").to("b").exceptIds(List.of(id)).emit("news", 2);
        one.toAll().except(TestClient.of(two, "bob")).emit("news", 3);

        fence(one, bob);
        fence(one, eve);
        assertThat(news(bob)).isEmpty();
        assertThat(news(ada)).containsExactly(1, 2, 3);
        assertThat(news(eve)).containsExactly(1, 2, 3);
    }

    @Test
    void aClientIsFoundByItsIdOnWhicheverServerItIs() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada");
        TestClient bob = member(two, "bob");
        String id = TestClient.of(two, "bob").id();

        assertThat(sent(one, id)).isOne();
        await().atMost(PATIENCE).until(() -> !news(bob).isEmpty());
        assertThat(sent(two, id)).isOne();
        assertThat(sent(one, "nobody")).isZero();
        bob.close();
        assertThat(sent(one, id)).isZero();
        assertThat(news(bob)).containsExactly(1, 1);
        assertThat(news(ada)).isEmpty();
    }

    private static int sent(Rooms server, String clientId) throws Exception {
        return server.toClient(clientId)
                .emit("news", 1)
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void messagesAndChannelUpdatesReachTheMembersOnEveryServerAsTheyWereWritten() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a");
        String message = Payloads.message("a", "h\u00e9 \ud83d\ude00");

        ada.send("message", message);
        fence(one, bob);

        assertThat(bob.channel().texts()).contains("{\"event\":\"message-reply\",\"data\":" + message + "}");
        assertThat(ada.received("message-reply")).isEmpty();
    }

    @Test
    void clientsOfEveryServerAreToldOfWhoComesAndGoes() throws Exception {
        Rooms one = server(Announcements.EVERYONE);
        Rooms two = server(Announcements.EVERYONE);
        TestClient ada = member(one, "ada");
        TestClient bob = member(two, "bob");
        fence(two, ada);
        bob.close();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ada.received("client-disconnected"))
                        .extracting(news -> news.path("clientName").textValue())
                        .containsExactly("bob"));
        assertThat(ada.received("client-connected"))
                .extracting(news -> news.path("clientName").textValue())
                .containsExactly("ada", "bob");
    }

    @Test
    void anEmitterReachesTheClientsOfEveryServerButHasNoneItself() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a", "quiet");
        TestClient eve = member(two, "eve");
        try (RoomsEmitter emitter = RoomsEmitter.over(connect(), settings(), PATIENCE)) {
            assertThat(emitter.to("a").emit("news", 1)).isTrue();
            emitter.to("a").except("quiet").emit("news", 2);
            emitter.to("a").exceptIds(List.of(id(one, "ada"))).emit("news", 3);
            emitter.toAll().emit("news", 4);
            emitter.to("quiet").join("b");
            emitter.to("quiet").leave("a");
            emitter.to("a").disconnect();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ada.channel().closeReason()).contains(CloseReason.NORMAL));
        fence(one, bob);
        fence(one, eve);
        assertThat(news(ada)).containsExactly(1, 2, 4);
        assertThat(news(bob)).containsExactly(1, 3, 4);
        assertThat(news(eve)).containsExactly(4);
        assertThat(TestClient.of(two, "bob").rooms()).containsExactlyInAnyOrder("b", "quiet");
        assertThat(one.cluster().orElseThrow().others())
                .containsExactly(two.cluster().orElseThrow().id());
    }

    @Test
    void clientsOfAllServersAreCountedFoundAndListedTogether() throws Exception {
        Rooms one = server();
        Rooms two = server();
        member(one, "ada", "a", "b");
        member(two, "bob", "a", "c");
        member(two, "eve", "a");
        List<String> ids = Stream.of(id(one, "ada"), id(two, "bob"), id(two, "eve"))
                .sorted()
                .toList();

        assertThat(get(one.to("a").count())).isEqualTo(Gathered.complete(3));
        assertThat(get(one.to("a").to("c").except("b").count())).isEqualTo(Gathered.complete(2));
        assertThat(get(one.to("a").asLocal().count())).isEqualTo(Gathered.complete(1));
        assertThat(get(one.toAll().fetchClients()).value())
                .extracting(FoundClient::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(get(two.to("b").fetchClients()).value()).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("ada");
            assertThat(found.rooms()).containsExactlyInAnyOrder("a", "b");
        });
        assertThat(get(one.roomsAfter("", 2)).value())
                .isEqualTo(new Page<>(List.of(new RoomSize("a", 3), new RoomSize("b", 1)), 3, true));
        assertThat(get(one.roomsAfter("b", 2)).value().items()).containsExactly(new RoomSize("c", 1));
        Page<RoomMember> members = get(one.membersAfter("a", "", 2)).value();
        assertThat(members.items()).extracting(RoomMember::clientId).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(members.total()).isEqualTo(3);
        assertThat(members.hasMore()).isTrue();
        assertThat(get(two.membersAfter("a", ids.get(1), 2)).value().items())
                .extracting(RoomMember::clientId)
                .containsExactly(ids.get(2));
    }

    @Test
    void aRoomIsThereUntilItsLastMemberLeavesOnWhicheverServer() throws Exception {
        Rooms one = server();
        Rooms two = server();
        member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a", "b");

        assertThat(get(one.roomsAfter("", 10)).value())
                .isEqualTo(new Page<>(List.of(new RoomSize("a", 2), new RoomSize("b", 1)), 2, false));

        TestClient.of(one, "ada").leave("a");
        assertThat(get(one.membersAfter("a", "", 10)).value().total()).isOne();
        assertThat(get(two.roomsAfter("", 10)).value().items())
                .containsExactly(new RoomSize("a", 1), new RoomSize("b", 1));

        bob.close();
        for (Rooms server : servers) {
            assertThat(get(server.roomsAfter("", 10))).isEqualTo(Gathered.complete(new Page<>(List.of(), 0, false)));
            assertThat(get(server.membersAfter("a", "", 10)).value().total()).isZero();
        }

        // The name can be used again, and nothing of the former is left in it.
        TestClient.of(one, "ada").join("b");
        assertThat(get(two.membersAfter("b", "", 10)).value().items())
                .extracting(RoomMember::clientId)
                .containsExactly(id(one, "ada"));
    }

    @Test
    void allWhoMatchJoinLeaveAndEndOnEveryServer() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a");
        member(two, "eve");

        assertThat(get(one.to("a").join("b", "c"))).isEqualTo(Gathered.complete(2));
        assertThat(get(two.to("a").leave("c"))).isEqualTo(Gathered.complete(2));
        assertThat(TestClient.of(two, "bob").rooms()).containsExactlyInAnyOrder("a", "b");
        assertThat(get(two.to("b").disconnect())).isEqualTo(Gathered.complete(2));
        assertThat(ada.channel().closeReason()).contains(CloseReason.NORMAL);
        assertThat(bob.channel().closeReason()).contains(CloseReason.NORMAL);
        assertThat(get(one.toAll().count())).isEqualTo(Gathered.complete(1));
    }

    @Test
    void acknowledgementsOfClientsOnEveryServerAreGathered() throws Exception {
        Rooms one = server();
        Rooms two = server();
        TestClient ada = member(one, "ada", "a");
        TestClient bob = member(two, "bob", "a");
        member(two, "silent", "a");
        answer(ada, "\"from ada\"");
        answer(bob, "{\"from\":\"bob\"}");

        Answers answers = get(one.to("a").emitWithAck("ready?", "now", Duration.ofSeconds(2)));

        assertThat(answers.expected()).isEqualTo(3);
        assertThat(answers.missing()).isEmpty();
        assertThat(answers.isComplete()).isFalse();
        assertThat(answers.answers())
                .extracting(
                        Answers.Answer::clientId,
                        answer -> answer.arguments().json(0).text())
                .containsExactlyInAnyOrder(
                        tuple(id(one, "ada"), "\"from ada\""), tuple(id(two, "bob"), "{\"from\":\"bob\"}"));
    }

    private static void answer(TestClient client, String json) {
        client.channel().whenSent(frame -> {
            if (frame.kind() == Frame.Kind.TEXT && frame.text().contains("ready?")) {
                JsonNode asked = client.received().stream()
                        .filter(event -> event.path("event").asText().equals("ready?"))
                        .findFirst()
                        .orElseThrow();
                client.send("ack", json, asked.path("ackId").toString());
            }
        });
    }

    private static String id(Rooms server, String name) {
        return TestClient.of(server, name).id();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void aServerThatClosesTakesNobodyWithIt() throws Exception {
        Rooms one = server();
        Rooms two = server();
        Rooms three = server();
        TestClient ada = member(one, "ada", "a");
        member(two, "bob", "a");
        TestClient eve = member(three, "eve", "a");
        two.close();
        three.to("a").emit("news", 1);
        fence(three, ada);
        assertThat(news(ada)).containsExactly(1);
        assertThat(news(eve)).containsExactly(1);
    }
}
