package dev.rooms.hub;

import static dev.rooms.hub.Returns.comeBack;
import static dev.rooms.hub.Returns.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.backplane.InMemoryBus;
import dev.rooms.hub.Site.Server;
import dev.rooms.kit.SocketIoTestClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that go from one server to another one of which either hears what was sent to rooms later than the other. */
class RecoveryElsewhereOutOfStepTest {
    private final InMemoryBus bus = new InMemoryBus();
    private final Site site = new Site(bus::connect);
    private final Server one = site.start();
    private final Server two = site.start();
    private final Server three = site.start();
    private final Server sender = site.start();

    @BeforeEach
    void haveHeardOfTheSender() {
        news(0);
        site.settle();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void news(int number) {
        sender.rooms().to("lobby").emit("news", number);
    }

    private static void has(SocketIoTestClient client, String... news) {
        await().atMost(Site.PATIENCE).until(() -> data(client, "news").size() >= news.length);
        assertThat(data(client, "news")).containsExactly(news);
    }

    @Test
    void whatItHadBeforeItCameIsntSentToItWhenItComesLate() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        SocketIoTestClient bob = two.connect("bob", "lobby");
        two.line().holdRooms();
        news(1);
        has(ada, "1");
        ada.lose();
        news(2);
        site.settle();

        SocketIoTestClient back = comeBack(two.rooms(), ada);
        has(back, "2");
        news(3);
        two.line().goOn();

        has(bob, "1", "2", "3");
        has(back, "2", "3");
        back.lose();
        assertThat(data(comeBack(two.rooms(), ada.pid(), ada.offset()), "news"))
                .as("nor when it comes back again without it")
                .containsExactly("2", "3");
    }

    @Test
    void whatComesLateToTheOneThatItWasOnItGetsOfTheOther() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        news(1);
        has(ada, "1");
        one.line().holdRooms();
        news(2);
        sender.rooms().to("kitchen").emit("news", "not for ada");
        two.rooms().to("lobby").emit("own", 3);
        two.rooms().to("lobby").asLocal().emit("own", "not where ada was");
        site.settle();
        assertThat(data(ada, "news")).containsExactly("1");
        ada.lose();

        SocketIoTestClient back = comeBack(two.rooms(), ada);
        has(back, "2");
        one.line().goOn();
        news(4);

        has(back, "2", "4");
        assertThat(data(back, "own")).containsExactly("3");
    }

    @Test
    void whatItHadOnTheFirstServerIsKnownOnTheThird() {
        SocketIoTestClient ada = one.connect("ada", "lobby");
        SocketIoTestClient bob = three.connect("bob", "lobby");
        two.line().holdRooms();
        three.line().holdRooms();
        news(1);
        has(ada, "1");
        one.rooms().to("lobby").emit("news", 2);
        has(ada, "1", "2");
        ada.lose();
        SocketIoTestClient onSecond = comeBack(two.rooms(), ada);
        onSecond.lose();
        SocketIoTestClient onThird = comeBack(three.rooms(), ada.pid(), ada.offset());
        news(3);
        three.line().goOn();

        has(bob, "1", "2", "3");
        has(onThird, "3");
    }

    @Test
    void ofASenderThatItsServerDoesntKnowItGetsOnlyWhatCameSince() {
        Server late = site.start();
        SocketIoTestClient ada = late.connect("ada", "lobby");
        ada.lose();

        SocketIoTestClient back = comeBack(two.rooms(), ada);
        news(1);

        has(back, "1");
        assertThat(List.of(back.id())).containsExactly(ada.id());
    }
}
