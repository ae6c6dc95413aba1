package dev.rooms.hub;

import static dev.rooms.hub.Returns.comeBack;
import static dev.rooms.hub.Returns.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.ClusterSettings.Reach;
import dev.rooms.RoomsBuilder;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.hub.Site.Line;
import dev.rooms.hub.Site.Server;
import dev.rooms.kit.DyingBackplane;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.security.Authenticator.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come back to another server, and can't have what they had: they start anew, and nobody is two. */
class RecoveryElsewhereRefusedTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final InMemoryBus bus = new InMemoryBus();
    private final List<DyingBackplane> ways = new ArrayList<>();
    private final Site site = new Site(() -> {
        ways.add(new DyingBackplane(bus.connect()));
        return ways.get(ways.size() - 1);
    });
    private final Server one = site.start();

    @AfterEach
    void close() {
        site.close();
    }

    private Server startPatient(Duration patience) {
        return site.start(Site.SETTINGS.withAnswerTimeout(patience), UnaryOperator.identity());
    }

    private static void startsAnew(Server server, SocketIoTestClient before) {
        SocketIoTestClient again = comeBack(server.rooms(), before);
        assertThat(again.id()).isNotEqualTo(before.id());
        assertThat(server.hasRecovered(again)).isFalse();
        assertThat(data(again, "news")).isEmpty();
    }

    @Test
    void whoseAnswerIsLostStartsAnewAndIsForgotten() {
        Server two = startPatient(Duration.ofMillis(300));
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        one.line().lose(Line::isOfOne);

        startsAnew(two, ada);

        one.line().lose(channel -> false);
        startsAnew(two, ada);
        startsAnew(one, ada);
        assertThat(one.rooms().registry().roomCount()).isZero();
    }

    @Test
    void ofAnAnswerOfWhichAPartIsLostNothingIsTaken() {
        Server two = startPatient(Duration.ofMillis(300));
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        for (int i = 0; i < 40; i++) {
            one.rooms().to("lobby").emit("news", "x".repeat(10_000));
        }
        int[] parts = {0};
        one.line().lose(channel -> Line.isOfOne(channel) && ++parts[0] > 1);

        startsAnew(two, ada);

        assertThat(parts[0]).isGreaterThan(1);
    }

    @Test
    void whoseServerDiesWhileItIsAskedStartsAnewOnceThatIsNoticed() {
        Server two = startPatient(LONG);
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        ways.get(0).die();

        startsAnew(two, ada);
    }

    @Test
    void aServerThatIsntThereIsntAsked() {
        Server two = startPatient(LONG);
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        one.rooms().close();
        await().atMost(Site.PATIENCE).until(() -> Site.others(two).isEmpty());
        long before = two.line().toServers();

        startsAnew(two, ada);

        assertThat(two.line().toServers()).isEqualTo(before);
    }

    @Test
    void whatIsntASecretOfAServersIsAskedOfNobody() {
        Server two = startPatient(LONG);
        SocketIoTestClient ada = one.connect("ada", "lobby");
        String pid = ada.pid();
        String own = two.connect("bob").pid();
        long before = two.line().toServers();
        String nobody = "A".repeat(22) + "b".repeat(24);
        Stream<String> wrong = Stream.of(
                "",
                "guessed",
                ada.id(),
                pid.substring(1),
                pid + "A",
                pid.substring(0, 30) + "*".repeat(16),
                pid.substring(0, 22),
                pid.replaceFirst("^.", "="),
                "\\u0000".repeat(46),
                nobody,
                own.substring(0, 22) + "b".repeat(24));
        wrong.forEach(hostile -> {
            SocketIoTestClient client = SocketIoTestClient.open(two.rooms());
            client.say("40{\"pid\":\"" + hostile + "\"}");
            assertThat(client.received("40{")).as("at once, for %s", hostile).hasSize(1);
            assertThat(two.hasRecovered(client)).isFalse();
        });
        for (String hostile : List.of("7", "null", "{}", "[\"" + pid + "\"]")) {
            SocketIoTestClient client = SocketIoTestClient.open(two.rooms());
            client.say("40{\"pid\":" + hostile + "}");
            assertThat(client.received("40{")).hasSize(1);
        }
        SocketIoTestClient endless = SocketIoTestClient.open(two.rooms());
        endless.say("40{\"pid\":\"" + pid + "\",\"offset\":\"" + "9".repeat(100_000) + "\"}");
        assertThat(endless.received("40{")).hasSize(1);
        assertThat(two.line().toServers()).isEqualTo(before);
        assertThat(one.of(ada).isConnected()).isTrue();
    }

    @Test
    void whoeverMakesUpASecretHasNoMoreAskedThanHeSends() {
        Server two = startPatient(Duration.ofSeconds(2));
        Server three = startPatient(Duration.ofSeconds(2));
        String maker = one.connect("ada").pid().substring(0, 22);
        List<Long> before = Stream.of(one, two, three)
                .map(server -> server.line().toServers())
                .toList();
        List<SocketIoTestClient> made = Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> comeBack(two.rooms(), maker + "b".repeat(22) + (10 + i), Optional.of("zz")))
                .toList();
        assertThat(made).noneMatch(two::hasRecovered);
        assertThat(two.line().toServers() - before.get(1)).isEqualTo(50);
        assertThat(one.line().toServers() - before.get(0)).isEqualTo(50);
        assertThat(three.line().toServers()).isEqualTo(before.get(2));
    }

    @Test
    void onlySoManyAreAskedForAtATime() {
        Server two = startPatient(LONG);
        String maker = one.connect("ada").pid().substring(0, 22);
        one.line().lose(Line::isOfOne);
        List<SocketIoTestClient> waiting = Stream.iterate(0, i -> i + 1)
                .limit(Retrieval.MAX_UNDER_WAY + 1L)
                .map(i -> {
                    SocketIoTestClient client = SocketIoTestClient.open(two.rooms());
                    client.say("40{\"pid\":\"" + maker + "b".repeat(20) + (1_000 + i) + "\"}");
                    return client;
                })
                .toList();
        assertThat(waiting.stream().filter(client -> !client.received("40{").isEmpty()))
                .containsExactly(waiting.get(Retrieval.MAX_UNDER_WAY));
        ways.get(0).die();
        await().atMost(Site.PATIENCE)
                .until(() -> waiting.stream()
                        .allMatch(client -> client.received("40{").size() == 1));
        one.line().lose(channel -> false);
        SocketIoTestClient later = SocketIoTestClient.open(two.rooms());
        later.say("40{\"pid\":\"" + maker + "b".repeat(24) + "\"}");
        assertThat(later.received("40{")).as("nobody is there to be asked").hasSize(1);
    }

    @Test
    void whoIsSomebodyElseByNowStartsAnewAndTheOtherStays() {
        UnaryOperator<RoomsBuilder> known = builder -> builder.authenticator(
                handshake -> Verdict.of(handshake.auth().text().contains("eve") ? "eve" : "ada"));
        Server two = site.start(Site.SETTINGS, known);
        Server three = site.start(Site.SETTINGS, known);
        SocketIoTestClient ada = two.connect("ada", "lobby");
        ada.lose();

        SocketIoTestClient eve = SocketIoTestClient.open(three.rooms());
        eve.say("40{\"clientName\":\"eve\",\"pid\":\"" + ada.pid() + "\"}");
        await().until(() -> eve.received("40{").size() == 1);
        assertThat(eve.id()).isNotEqualTo(ada.id());

        SocketIoTestClient back = comeBack(three.rooms(), ada);
        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(three.of(back).principal()).contains("ada");
    }

    @Test
    void whoseDataIsOfNoUseElsewhereStartsAnew() {
        Server two = site.start();
        SocketIoTestClient ada = one.connect("ada", "lobby");
        one.of(ada).attributes().put("since", Instant.EPOCH);
        ada.lose();

        startsAnew(two, ada);
    }

    @Test
    void whoSaidGoodbyeStartsAnew() {
        Server two = site.start();
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.say("41");

        startsAnew(two, ada);
    }

    @Test
    void whereNotAllRoomsAreHeardNobodyComesBackFromElsewhere() {
        Server own = site.start(Site.SETTINGS.withReach(Reach.OWN_ROOMS), UnaryOperator.identity());
        SocketIoTestClient ada = one.connect("ada", "lobby");
        SocketIoTestClient bob = own.connect("bob", "lobby");
        ada.lose();
        bob.lose();
        long before = own.line().toServers();

        startsAnew(own, ada);
        assertThat(own.line().toServers()).isEqualTo(before);
        startsAnew(one, bob);
        assertThat(comeBack(own.rooms(), bob).id()).isEqualTo(bob.id());
        assertThat(comeBack(one.rooms(), ada).id()).isEqualTo(ada.id());
    }

    @Test
    void aServerWithoutRecoveryHandsNobodyOver() {
        UnaryOperator<RoomsBuilder> none = builder -> builder;
        Server two = site.start(Site.SETTINGS, none);
        String maker = two.connect("bob").pid().substring(0, 22);
        assertThat(one.hasRecovered(comeBack(one.rooms(), maker + "b".repeat(24), Optional.empty())))
                .isFalse();
    }
}
