package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CONTRACT §2: who is told of clients that come and go, and what a client is called. */
abstract class IntroductionContract extends TransportCases {
    IntroductionContract(TransportContract transport) {
        super(transport);
    }

    @Test
    void theFirstEventThatAClientHearsIsItsOwnConnection() throws Exception {
        Stage stage = serve();
        stage.connect("Bob");

        KitEvent first = stage.open(stage.uriOf("Ada")).next();

        assertThat(first.name()).isEqualTo("client-connected");
        assertThat(first.field("clientName")).isEqualTo("Ada");
        assertThat(first.field("message")).isEqualTo("Client connected");
        assertThat(first.field("clientId")).matches("[A-Za-z0-9_-]{20,}");
        assertThat(first.data().properties()).hasSize(3);
    }

    @Test
    void everyClientHearsOfANewOne() throws Exception {
        Stage stage = serve();
        List<KitClient> before = List.of(stage.connect("Ada"), stage.connect("Bob"));
        before.get(0).next("client-connected");

        KitClient eve = stage.connect("Eve");

        for (KitClient client : before) {
            KitEvent news = client.next("client-connected");
            assertThat(news.field("clientId")).isEqualTo(eve.id());
            assertThat(news.field("clientName")).isEqualTo("Eve");
        }
    }

    @Test
    void everyClientHearsOfOneThatHasGone() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect("Ada");
        KitClient bob = stage.connect("Bob");
        KitClient eve = stage.connect("Eve");

        eve.close();

        for (KitClient client : List.of(ada, bob)) {
            KitEvent news = client.next("client-disconnected");
            assertThat(news.field("clientId")).isEqualTo(eve.id());
            assertThat(news.field("clientName")).isEqualTo("Eve");
            assertThat(news.field("message")).isEqualTo("Client disconnected");
        }
        assertThat(eve.awaitClosed().code()).isEqualTo(1000);
    }

    @Test
    void announcementsCanBeBoundedToTheRoomsOfAClient() throws Exception {
        Stage stage = serve(rooms -> rooms.announcements(Announcements.ROOMS));
        KitClient neighbour = stage.member("lobby");
        KitClient stranger = stage.connect();
        KitClient leaver = stage.member("lobby");

        leaver.close();

        // The very next event: of the others' arrival it heard nothing.
        assertThat(neighbour.next().name()).isEqualTo("client-disconnected");
        stranger.send("join-room", Payloads.room("elsewhere"));
        assertThat(stranger.next().name()).isEqualTo("ack");
    }

    @Test
    void announcementsCanBeSwitchedOff() throws Exception {
        Stage stage = serve(rooms -> rooms.announcements(Announcements.OFF));
        KitClient ada = stage.open(stage.uri());
        stage.open(stage.uri()).close();
        stage.awaitClients(1);

        ada.send("join-room", Payloads.room("lobby"));

        assertThat(ada.next().name()).isEqualTo("ack");
    }

    @Test
    void idsAreNeverGivenTwice() throws Exception {
        Stage stage = serve();

        assertThat(List.of(
                        stage.connect("Ada").id(),
                        stage.connect("Ada").id(),
                        stage.connect("Ada").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aClientWithoutANameIsAnonymous() throws Exception {
        Stage stage = serve();

        assertThat(stage.open(stage.uri()).next().field("clientName")).isEqualTo("anonymous");
    }

    @Test
    void aNameArrivesAsItWas() throws Exception {
        Stage stage = serve();
        for (String name :
                List.of("Ada Lovelace", "Žofie & Ðorđe", "😀 100% + 1=2?", "a/b;c#d\"e\\f", "x".repeat(128))) {
            assertThat(stage.open(stage.uriOf(name)).next().field("clientName")).isEqualTo(name);
        }
    }

    @Test
    void aNameOfMoreThan128CharactersIsRefused() throws Exception {
        Stage stage = serve();

        stage.dial().assertRefused(stage.uriOf("x".repeat(129)));

        stage.assertServes();
    }

    @Test
    void aNameOfControlCharactersOrBlanksIsRefused() throws Exception {
        Stage stage = serve();
        for (String name : List.of("Ada\u0000", "Ada\nBob", "\u001b[31mAda", "Ada\u007f", "   ", "")) {
            stage.dial().assertRefused(stage.uriOf(name));
        }
        assertThat(stage.rooms().clientCount()).isZero();
    }
}
