package dev.rooms.hub;

import static dev.rooms.hub.Returns.comeBack;
import static dev.rooms.hub.Returns.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Limits;
import dev.rooms.RoomsBuilder;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.hub.Site.Server;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that lost their connection to one server, and come back to another one. */
class RecoveryElsewhereTest {
    private final InMemoryBus bus = new InMemoryBus();
    private final Site site = new Site(bus::connect);
    private final Server one = site.start();
    private final Server two = site.start();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aClientComesBackWithItsIdItsRoomsItsDataAndWhatItMissedInOrder() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        one.of(ada).attributes().put("visits", 3L);
        one.of(ada).attributes().put("names", List.of("ada", Map.of("nick", "a")));
        one.rooms().to("lobby").emit("news", 1);

        ada.lose();
        one.rooms().to("lobby").emit("news", 2);
        two.rooms().to("lobby").emit("news", 3);
        two.rooms().to("lobby").to("kitchen").emit("news", 4);
        two.rooms().to("kitchen").emit("news", "not for ada");
        two.rooms().toAll().except("lobby").emit("news", "not for ada");
        two.rooms().to("lobby").exceptIds(List.of(ada.id())).emit("news", "not for ada");
        two.rooms().to("lobby").asVolatile().emit("news", "lost");
        two.rooms().to("lobby").asLocal().emit("news", "not where ada was");
        two.rooms().toAll().emit("news", 5);
        SocketIoTestClient back = comeBack(two.rooms(), ada);
        one.rooms().to("lobby").emit("news", 6);
        two.rooms().to("lobby").emit("news", 7);
        site.settle();

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(back.pid())
                .as("the official clients take it for recovered by that")
                .isEqualTo(ada.pid());
        assertThat(data(back, "news")).containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7");
        assertThat(data(back, "news").indexOf("3"))
                .isLessThan(data(back, "news").indexOf("4"));
        assertThat(two.hasRecovered(back)).isTrue();
        assertThat(two.of(back).name()).isEqualTo("ada");
        assertThat(two.of(back).rooms()).containsExactly("lobby");
        assertThat(two.of(back).attributes())
                .isEqualTo(Map.of("visits", 3L, "names", List.of("ada", Map.of("nick", "a"))));
        two.of(back).attributes().put("visits", 4L);
        assertThat(one.rooms().clientCount()).isZero();
        assertThat(one.rooms().registry().roomCount()).isZero();
    }

    @Test
    void aClientComesBackBeforeItsLossWasNoticed() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        String pid = ada.pid();
        Optional<String> offset = ada.offset();
        one.rooms().to("lobby").emit("news", "into the dark");

        SocketIoTestClient back = comeBack(two.rooms(), pid, offset);

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(data(back, "news")).containsExactly("\"into the dark\"");
        assertThat(ada.channel().closeReason()).contains(CloseReason.LOST);
        assertThat(one.rooms().clientCount()).isZero();
        assertThat(two.rooms().clientCount()).isEqualTo(1);
    }

    @Test
    void aClientGoesFromServerToServerAndHomeAgain() {
        Server three = site.start();
        SocketIoTestClient client = one.connect("ada", "lobby");
        String id = client.id();
        int number = 0;
        for (Server next : List.of(two, three, two, one, three, one, one)) {
            client.lose();
            number++;
            two.rooms().to("lobby").emit("news", number);
            site.settle();
            SocketIoTestClient before = client;
            client = comeBack(next.rooms(), client);
            assertThat(client.id()).isEqualTo(id);
            assertThat(client.pid()).isEqualTo(before.pid());
            assertThat(data(client, "news")).containsExactly(String.valueOf(number));
            assertThat(next.of(client).rooms()).containsExactly("lobby");
        }
    }

    @Test
    void whoIsLostAgainBeforeItHasWhatItMissedGetsItTheNextTime() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        one.rooms().to("lobby").emit("news", 1);
        Optional<String> has = ada.offset();
        ada.lose();
        one.rooms().to("lobby").emit("news", 2);

        comeBack(two.rooms(), ada.pid(), has).lose();
        two.rooms().to("lobby").emit("news", 3);
        comeBack(two.rooms(), ada.pid(), has).lose();
        site.settle();
        SocketIoTestClient back = comeBack(one.rooms(), ada.pid(), has);

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(data(back, "news")).containsExactly("2", "3");
    }

    @Test
    void whoHasNothingYetGetsAll() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        one.rooms().to("lobby").emit("news", 1);

        comeBack(two.rooms(), ada.pid(), Optional.empty()).lose();
        SocketIoTestClient back = comeBack(two.rooms(), ada.pid(), Optional.empty());

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(data(back, "news")).containsExactly("1");
    }

    @Test
    void anOffsetMeansNothingOnAnotherServer() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        for (int i = 0; i < 10; i++) {
            one.rooms().to("lobby").emit("news", i);
        }
        Optional<String> has = ada.offset();
        ada.lose();
        SocketIoTestClient back = comeBack(two.rooms(), ada);
        two.rooms().to("lobby").emit("news", "since");
        await().until(() -> !data(back, "news").isEmpty());
        back.lose();
        for (int i = 0; i < 20; i++) {
            two.rooms().to("lobby").emit("news", i);
        }
        String first = has.orElseThrow().substring(0, has.orElseThrow().length() - 1);

        assertThat(two.hasRecovered(comeBack(two.rooms(), ada.pid(), Optional.of(first + "5"))))
                .as("the offset of an event that it had there")
                .isFalse();
    }

    @Test
    void whatItMissedMayTakeManyParts() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        List<String> texts =
                IntStream.range(0, 40).mapToObj(i -> i + "x".repeat(10_000)).toList();
        texts.forEach(text -> one.rooms().to("lobby").emit("news", text));

        SocketIoTestClient back = comeBack(two.rooms(), ada);

        assertThat(data(back, "news"))
                .containsExactlyElementsOf(
                        texts.stream().map(text -> "\"" + text + "\"").toList());
    }

    @Test
    void binaryDataComesAsItWas() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        one.rooms().to("lobby").emit("picture", Map.of("bytes", new byte[] {1, 2, 3}));

        SocketIoTestClient back = comeBack(two.rooms(), ada);

        assertThat(back.received("451-")).hasSize(1);
        assertThat(back.channel().frames())
                .anySatisfy(frame -> assertThat(frame.payload().remaining()).isEqualTo(3));
    }

    @Test
    void anotherNamespaceIsAskedForByItsName() {
        for (Server server : List.of(one, two)) {
            server.rooms().namespace("/chat").onConnect((client, handshake) -> {});
        }
        SocketIoTestClient ada = SocketIoTestClient.open(one.rooms());
        ada.say("40/chat,");
        await().until(() -> ada.received("40/chat,").size() == 1);
        String pid = ada.received("40/chat,").get(0).replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
        ada.lose();
        one.rooms().namespace("/chat").toAll().emit("news", 1);

        SocketIoTestClient wrong = SocketIoTestClient.open(two.rooms());
        wrong.say("40{\"pid\":\"" + pid + "\"}");
        await().until(() -> wrong.received("40{").size() == 1);
        SocketIoTestClient back = SocketIoTestClient.open(two.rooms());
        back.say("40/chat,{\"pid\":\"" + pid + "\"}");
        await().until(() -> back.received("40/chat,").size() == 1);

        assertThat(two.hasRecovered(wrong)).isFalse();
        assertThat(back.received("40/chat,").get(0)).contains(pid);
        assertThat(back.received("42/chat,")).singleElement().asString().contains("[\"news\",1");
    }

    @Test
    void whoComesTwiceAtATimeIsStillOne() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();

        List<SocketIoTestClient> back = IntStream.range(0, 10)
                .mapToObj(i -> SocketIoTestClient.open(two.rooms()))
                .toList();
        back.parallelStream().forEach(client -> client.say("40{\"pid\":\"" + ada.pid() + "\"}"));
        await().until(() ->
                back.stream().allMatch(client -> client.received("40{").size() == 1));

        assertThat(back.stream()
                        .filter(client -> client.id().equals(ada.id()))
                        .filter(client -> client.channel().closeReason().isEmpty()))
                .hasSize(1);
        assertThat(two.rooms().registry().roll("lobby").size()).isEqualTo(1);
    }

    @Test
    void whoseConnectionGoesWhileItsServerIsAskedComesBackTheNextTime() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        ada.lose();
        for (int i = 0; i < 20; i++) {
            SocketIoTestClient hasty = SocketIoTestClient.open(two.rooms());
            hasty.say("40{\"pid\":\"" + ada.pid() + "\"}");
            hasty.lose();
        }
        await().until(() -> two.rooms().clientCount() == 0);
        one.rooms().to("lobby").emit("news", 1);
        site.settle();

        SocketIoTestClient back = comeBack(one.rooms(), ada.pid(), Optional.empty());

        assertThat(back.id()).isEqualTo(ada.id());
        assertThat(data(back, "news")).containsExactly("1");
    }

    @Test
    void whoWasntAwayIsAskedForNowhereAndServedAtOnce() {
        long before = two.line().toServers();
        SocketIoTestClient anew = SocketIoTestClient.connect(two.rooms(), "anew");
        assertThat(anew.received("40{")).hasSize(1);
        anew.lose();
        SocketIoTestClient back = SocketIoTestClient.open(two.rooms());
        back.say("40{\"pid\":\"" + anew.pid() + "\"}");
        assertThat(back.id()).isEqualTo(anew.id());
        assertThat(two.line().toServers()).isEqualTo(before);
    }

    @Test
    void whoMissedMoreThanMayWaitForOneClientStartsAnew() {
        UnaryOperator<RoomsBuilder> small = builder ->
                builder.limits(Limits.DEFAULTS.withMaxWaitingBytes(10_000).withDrainTimeout(Duration.ofMillis(500)));
        Server three = site.start(Site.SETTINGS, small);
        SocketIoTestClient ada = three.connect("ada", "lobby");
        ada.lose();
        for (int i = 0; i < 100; i++) {
            three.rooms().to("lobby").emit("news", "x".repeat(100));
        }
        assertThat(two.hasRecovered(comeBack(two.rooms(), ada))).isFalse();
    }
}
