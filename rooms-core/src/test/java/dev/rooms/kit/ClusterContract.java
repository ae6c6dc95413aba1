package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of several servers see of each other, whatever {@link Backplane} joins the servers. */
public abstract class ClusterContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Rooms> servers = new ArrayList<>();
    private int fences;

    /** A backplane for one more server, joined with all those that were made before in the same test. Not started. */
    protected abstract Backplane connect() throws Exception;

    @AfterEach
    final void closeAll() {
        servers.forEach(Rooms::close);
    }

    private Rooms server(Announcements announcements) throws Exception {
        Rooms rooms = Rooms.builder()
                .backplane(connect())
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
