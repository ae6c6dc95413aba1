package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.backplane.Backplane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backplane} must do, as its comment says: extend this, and {@link ClusterContract}, and say how one
 * more server joins.
 *
 * <p>A backplane may take its time: the cases wait for what must come, and find out that something didn't come by a
 * later message that did.
 */
public abstract class BackplaneContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Server> servers = new ArrayList<>();
    private int fences;

    private record Server(Backplane backplane, RecordingReceiver told) {
        boolean publish(String channel, String message) {
            return backplane.publish(channel, message.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** What came, without that which only the cases themselves ask for. */
        List<String> messages() {
            return told.messages().stream()
                    .filter(message -> !message.contains(" probe") && !message.contains(" fence"))
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
        servers.add(server);
        server.backplane().start(server.told());
        await().atMost(PATIENCE).until(() -> server.told().joinedTimes() > 0);
        return server;
    }

    /** Has a server subscribe, and waits until what another one publishes arrives. */
    private static void subscribe(Server server, Server publisher, String... channels) {
        server.backplane().subscribe(Set.of(channels));
        for (String channel : channels) {
            int before = server.told().messages().size();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                publisher.publish(channel, "probe");
                return server.told().messages().size() > before;
            });
        }
    }

    /** Waits until all that a server published to that channel so far has arrived at another one. */
    private void fence(Server publisher, Server server, String channel) {
        String fence = "fence " + ++fences;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            publisher.publish(channel, fence);
            return server.told().messages().contains(channel + " " + fence);
        });
    }

    @Test
    void aMessageArrivesWholeAndOnceAtThoseWhoSubscribeToItsChannel() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        subscribe(two, one, "p:1");
        subscribe(three, one, "p:1", "p:2");
        String everyByte = IntStream.range(0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(one.publish("p:1", everyByte)).isTrue();
        assertThat(one.publish("p:2", "news")).isTrue();

        fence(one, two, "p:1");
        fence(one, three, "p:2");
        assertThat(two.messages()).containsExactly("p:1 " + everyByte);
        assertThat(three.messages()).contains("p:2 news");
    }

    @Test
    void oneChannelMayHaveTheNameThatAnotherBeginsWith() throws Exception {
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1");
        one.publish("p:11", "other");
        one.publish("p:", "other");
        one.publish("p:*", "other");
        one.publish("p:1", "news");
        fence(one, two, "p:1");
        assertThat(two.messages()).containsExactly("p:1 news");
    }

    @Test
    void whatAServerPublishesComesBackToItWhereItSubscribes() throws Exception {
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1", "p:2");
        subscribe(one, two, "p:1");
        one.publish("p:1", "own");
        one.publish("p:2", "another's");
        fence(one, one, "p:1");
        assertThat(one.messages()).containsExactly("p:1 own");
    }

    @Test
    void whatIsSubscribedBeforeTheStartIsInEffectOnceItHasJoined() throws Exception {
        Server one = server();
        Server two = new Server(connect(), new RecordingReceiver());
        servers.add(two);
        two.backplane().subscribe(Set.of("p:1"));
        two.backplane().start(two.told());
        await().atMost(PATIENCE).until(() -> two.told().joinedTimes() > 0);
        one.publish("p:1", "news");
        await().atMost(PATIENCE).until(() -> !two.messages().isEmpty());
        assertThat(two.messages()).containsExactly("p:1 news");
    }

    @Test
    void anEmptyMessageArrives() throws Exception {
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1");
        one.publish("p:1", "");
        fence(one, two, "p:1");
        assertThat(two.messages()).containsExactly("p:1 ");
    }

    @Test
    void aChannelThatNobodyWantsAnyMoreIsQuietAndOneThatIsWantedAgainIsNot() throws Exception {
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1", "all");
        two.backplane().unsubscribe(Set.of("p:1"));
        int[] tries = {0};
        await().atMost(PATIENCE).until(() -> {
            String late = "late " + ++tries[0];
            one.publish("p:1", late);
            fence(one, two, "all");
            return !two.messages().contains("p:1 " + late);
        });
        two.backplane().subscribe(Set.of("p:1"));
        two.backplane().unsubscribe(Set.of("p:1"));
        subscribe(two, one, "p:1");
        one.publish("p:1", "again");
        fence(one, two, "p:1");
        assertThat(two.messages()).endsWith("p:1 again");
    }

    @Test
    void whatOneServerPublishesArrivesInThatOrderOnAllChannelsTogether() throws Exception {
        int each = 2_000;
        Server one = server();
        Server two = server();
        Server three = server();
        for (Server publisher : List.of(one, two)) {
            subscribe(three, publisher, "p:1", "p:2");
        }
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (Server publisher : List.of(one, two)) {
                String name = publisher.equals(one) ? "one " : "two ";
                pool.execute(() ->
                        IntStream.range(0, each).forEach(i -> publisher.publish(i % 2 == 0 ? "p:1" : "p:2", name + i)));
            }
            await().atMost(PATIENCE).until(() -> three.messages().size() >= 2 * each);
        } finally {
            pool.shutdownNow();
        }
        for (String name : List.of("one ", "two ")) {
            assertThat(three.messages().stream().filter(message -> message.contains(name)))
                    .containsExactlyElementsOf(IntStream.range(0, each)
                            .mapToObj(i -> (i % 2 == 0 ? "p:1 " : "p:2 ") + name + i)
                            .toList());
        }
    }

    @Test
    void aMessageOfTwoMebibytesArrivesWhole() throws Exception {
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1");
        String large = "\u00e9".repeat(1 << 21);
        assertThat(one.publish("p:1", large)).isTrue();
        fence(one, two, "p:1");
        assertThat(two.messages()).containsExactly("p:1 " + large);
    }

    @Test
    void whatWasTakenBeforeTheCloseIsHandedOverAllTheSame() throws Exception {
        int messages = 500;
        Server one = server();
        Server two = server();
        subscribe(two, one, "p:1");
        for (int i = 0; i < messages; i++) {
            assertThat(one.publish("p:1", "news " + i)).isTrue();
        }
        one.backplane().close();
        await().atMost(PATIENCE).until(() -> two.messages().size() == messages);
    }

    @Test
    void aServerThatHasLeftHearsNothingAndIsHeardNoMore() throws Exception {
        Server one = server();
        Server two = server();
        Server three = server();
        subscribe(two, one, "p:1");
        subscribe(three, two, "p:1");

        two.backplane().close();
        two.backplane().close();
        int before = two.told().messages().size();
        assertThat(two.publish("p:1", "from beyond")).isFalse();
        two.backplane().subscribe(Set.of("p:2"));
        two.backplane().unsubscribe(Set.of("p:1"));
        one.publish("p:1", "news");
        fence(one, three, "p:1");

        assertThat(three.messages()).containsExactly("p:1 news");
        assertThat(two.told().messages()).hasSize(before);
        assertThat(two.told().partedTimes()).as("it left by itself").isZero();
    }
}
