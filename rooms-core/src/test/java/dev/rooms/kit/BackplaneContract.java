package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Json;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.Event;
import dev.rooms.backplane.Publication;
import dev.rooms.backplane.Publication.Everyone;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backplane} must do, as its comment says: extend this, and {@link ClusterContract}, and say how one
 * more server joins.
 *
 * <p>A backplane may take its time: the cases wait for what must come, and find out that something didn't come by a
 * later publication that did.
 */
public abstract class BackplaneContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String NAMESPACE = "/";

    private final List<Server> servers = new ArrayList<>();
    private int fences;

    private record Server(Backplane backplane, RecordingReceiver received) {
        void publish(Publication.Target target, String event) {
            backplane.publish(publication(target, Set.of(), new Event(event, "1")));
        }

        /** The events that came, without those that only the cases themselves ask for. */
        List<String> events() {
            return received.events().stream()
                    .filter(event -> !event.startsWith("probe") && !event.startsWith("fence"))
                    .toList();
        }
    }

    /** A backplane for one more server, joined with all those that were made before in the same test. Not started. */
    protected abstract Backplane connect() throws Exception;

    @AfterEach
    final void closeAll() {
        servers.forEach(server -> server.backplane().close());
    }

    private Server server() throws Exception {
        Server server = new Server(connect(), new RecordingReceiver());
        server.backplane().start(server.received());
        servers.add(server);
        return server;
    }

    private static Publication publication(Publication.Target target, Set<String> exceptIds, Event event) {
        return new Publication(NAMESPACE, target, Set.of(), exceptIds, new Publication.Emit(event, false));
    }

    private static Publication.Rooms rooms(String... names) {
        return new Publication.Rooms(Set.of(names));
    }

    /** Has a server want a room, and waits until another one's publications for it arrive. */
    private static void wants(Server server, String room, Server publisher) {
        server.backplane().roomAppeared(NAMESPACE, room);
        int before = server.received().publications().size();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            publisher.publish(rooms(room), "probe");
            return server.received().publications().size() > before;
        });
    }

    /** Waits until all that a server published so far has arrived at another one. */
    private void fence(Server publisher, Server server) {
        String fence = "fence " + ++fences;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            // Again and again, as a server that has just joined may not be heard of yet.
            publisher.publish(new Everyone(), fence);
            return server.received().events().contains(fence);
        });
    }

    @Test
    void aPublicationArrivesWholeAndOnceAtTheServersThatHoldMembers() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        wants(two, "a", one);
        wants(three, "a", one);
        Publication publication = publication(
                rooms("a"),
                Set.of("client 1", "client-2"),
                new Event("news \"quoted\"", "{ \"text\" : \"h\u00e9 \\u00e9 \ud83d\ude00 \\n\", \"n\":1.50 }"));

        one.backplane().publish(publication);

        for (Server other : List.of(two, three)) {
            await().atMost(PATIENCE).until(() -> !other.events().isEmpty());
            fence(one, other);
            assertThat(other.received().publications()).containsOnlyOnce(publication);
            assertThat(other.events()).hasSize(1);
        }
    }

    @Test
    void whateverIsDoneToClientsArrivesAsItWasPublished() throws Exception {
        Server one = server();
        Server two = server();
        wants(two, "a", one);
        Event event = new Event(
                "picture",
                List.of(new Json("1"), new Json("{\"_placeholder\":true,\"num\":0}")),
                List.of(ByteBuffer.wrap(new byte[] {0, -1, 127})));
        List<Publication.Action> actions = List.of(
                new Publication.Emit(event, true),
                new Publication.Join(Set.of("b", "c")),
                new Publication.Leave(Set.of("c")),
                new Publication.Disconnect());

        for (Publication.Action action : actions) {
            one.backplane().publish(new Publication(NAMESPACE, rooms("a"), Set.of("quiet"), Set.of("id"), action));
        }

        fence(one, two);
        assertThat(two.received().publications())
                .filteredOn(publication -> publication.exceptRooms().equals(Set.of("quiet")))
                .extracting(Publication::action)
                .isEqualTo(actions);
    }

    @Test
    void roomsOfOneNameInTwoNamespacesAreTwo() throws Exception {
        Server one = server();
        Server two = server();
        wants(two, "a", one);

        one.backplane()
                .publish(new Publication(
                        "/other",
                        rooms("a"),
                        Set.of(),
                        Set.of(),
                        new Publication.Emit(new Event("elsewhere", "1"), false)));

        fence(one, two);
        assertThat(two.events()).doesNotContain("elsewhere");
    }

    @Test
    void aPublicationNeverComesBackToTheServerThatPublishedIt() throws Exception {
        Server one = server();
        Server two = server();
        one.backplane().roomAppeared(NAMESPACE, "a");
        wants(two, "a", one);
        wants(one, "a", two);
        one.publish(rooms("a"), "own");
        one.publish(new Everyone(), "own");
        fence(one, two);
        fence(two, one);
        assertThat(two.events()).containsExactly("own", "own");
        assertThat(one.events()).isEmpty();
    }

    @Test
    void onlyTheServersThatHoldMembersOfTheRoomAreTroubled() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        wants(two, "a", one);
        wants(three, "b", one);
        one.publish(rooms("a"), "for a");
        one.publish(rooms("b"), "for b");
        one.publish(rooms("nobody's"), "for nobody");
        fence(one, two);
        fence(one, three);
        assertThat(two.events()).containsExactly("for a");
        assertThat(three.events()).containsExactly("for b");
    }

    @Test
    void aRoomThatHasVanishedIsWantedNoMoreAndOneThatAppearsAgainIs() throws Exception {
        Server one = server();
        Server two = server();
        wants(two, "a", one);
        two.backplane().roomVanished(NAMESPACE, "a");
        int[] tries = {0};
        await().atMost(PATIENCE).until(() -> {
            String event = "late " + ++tries[0];
            one.publish(rooms("a"), event);
            fence(one, two);
            return !two.events().contains(event);
        });
        two.backplane().roomAppeared(NAMESPACE, "a");
        two.backplane().roomVanished(NAMESPACE, "a");
        wants(two, "a", one);
        one.publish(rooms("a"), "again");
        fence(one, two);
        assertThat(two.events()).endsWith("again");
    }

    @Test
    void aPublicationForSeveralRoomsArrivesOnceWhereSeveralOfThemAre() throws Exception {
        Server one = server();
        Server two = server();
        wants(two, "a", one);
        wants(two, "b", one);
        one.publish(rooms("a", "b", "c"), "news");
        fence(one, two);
        assertThat(two.events()).containsExactly("news");
        assertThat(two.received().publications())
                .anyMatch(publication -> publication.target().equals(rooms("a", "b", "c")));
    }

    @Test
    void aPublicationForEveryoneArrivesAlsoWhereNoRoomIs() throws Exception {
        Server one = server();
        Server two = server();
        fence(one, two);
        one.publish(new Everyone(), "news");
        fence(one, two);
        assertThat(two.events()).containsExactly("news");
    }

    @Test
    void whatOneServerPublishesArrivesInThatOrderWhateverItsTarget() throws Exception {
        int each = 1_000;
        Server one = server();
        Server two = server();
        Server three = server();
        for (String room : List.of("a", "b")) {
            wants(three, room, one);
            wants(three, room, two);
        }
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (Server publisher : List.of(one, two)) {
                String name = publisher.equals(one) ? "one " : "two ";
                List<Publication.Target> targets = List.of(rooms("a"), rooms("b"), new Everyone(), rooms("a", "b"));
                pool.execute(() -> IntStream.range(0, each)
                        .forEach(i -> publisher.publish(targets.get(i % targets.size()), name + i)));
            }
            await().atMost(PATIENCE).until(() -> three.events().size() >= 2 * each);
        } finally {
            pool.shutdownNow();
        }
        for (String name : List.of("one ", "two ")) {
            assertThat(three.events().stream().filter(event -> event.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void aPublicationOfAMebibyteArrivesWhole() throws Exception {
        Server one = server();
        Server two = server();
        wants(two, "a", one);
        Publication large =
                publication(rooms("a"), Set.of(), new Event("large", "\"" + "\u00e9".repeat(1 << 19) + "\""));
        one.backplane().publish(large);
        fence(one, two);
        assertThat(two.received().publications()).contains(large);
    }

    private static boolean send(Server server, String clientId)
            throws ExecutionException, InterruptedException, TimeoutException {
        return server.backplane()
                .send(NAMESPACE, clientId, new Event("direct", "1"))
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void anEventForAClientReachesTheServerThatHasItAlone() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        fence(one, two);
        fence(one, three);
        two.received().hasClient("ada");
        assertThat(send(one, "ada")).isTrue();
        assertThat(two.received().sends()).containsExactly("ada direct");
        assertThat(three.received().sends()).isEmpty();
    }

    @Test
    void anEventForAClientThatNoOtherServerHasIsToldToBeLost() throws Exception {
        Server one = server();
        assertThat(send(one, "nobody")).as("alone").isFalse();
        Server two = server();
        fence(one, two);
        two.received().hasClient("ada");
        one.received().hasClient("bob");
        assertThat(send(one, "nobody")).isFalse();
        assertThat(send(one, "bob")).as("its own client is the hub's affair").isFalse();
        assertThat(one.received().sends()).isEmpty();
    }

    @Test
    void aServerThatHasLeftIsTroubledNoMoreAndTroublesNobody() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        wants(two, "a", one);
        wants(three, "a", one);
        two.received().hasClient("ada");

        two.backplane().close();
        two.backplane().close();
        int before = two.received().publications().size();
        one.publish(rooms("a"), "news");
        one.publish(new Everyone(), "news");
        fence(one, three);

        assertThat(three.events()).containsExactly("news", "news");
        assertThat(send(one, "ada")).isFalse();
        assertThat(send(two, "anyone")).isFalse();
        two.publish(rooms("a"), "from beyond");
        two.backplane().roomAppeared(NAMESPACE, "b");
        two.backplane().roomVanished(NAMESPACE, "a");
        fence(one, three);
        assertThat(three.events()).doesNotContain("from beyond");
        assertThat(two.received().publications()).hasSize(before);
        assertThat(two.received().sends()).isEmpty();
    }
}
