package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Client;
import dev.rooms.EventOption;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Rooms rooms = Rooms.create();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        rooms.close();
        pool.shutdownNow();
    }

    @Test
    void eachHearsOfTheClientOnceWithWhatTheHandshakeSaid() {
        rooms.onConnect((client, handshake) -> heard.add(
                client.name() + " " + handshake.parameter("clientName").orElse("")));
        rooms.onDisconnect((client, reason) -> heard.add(client.isConnected() + " " + client.rooms() + " " + reason));
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("a");
        await().until(() -> heard.size() == 1);

        ada.close();
        ada.session().closed(CloseReason.LOST);
        ada.session().tooBig();

        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("ada ada", "false [] NORMAL");
        assertThat(rooms.measurements().get(Counter.DISCONNECTED)).isOne();
    }

    @Test
    @DisplayName("HOSTILE 6: a listener throws (an Error too): the others are called")
    void aListenerThatThrowsHarmsNoOther() {
        rooms.onConnect((client, handshake) -> {
            throw new StackOverflowError("as told by the test");
        });
        rooms.onConnect((client, handshake) -> heard.add("connected"));
        rooms.onDisconnect((client, reason) -> {
            throw new Exception("as told by the test");
        });
        rooms.onDisconnect((client, reason) -> heard.add("disconnected"));
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("a");
        await().until(() -> rooms.registry().memberCount("a") == 1);
        ada.close();
        await().untilAsserted(() -> assertThat(heard).containsExactly("connected", "disconnected"));
        assertThat(rooms.measurements().get(Counter.HANDLER_FAILURES)).isEqualTo(2);
        assertThat(rooms.registry().roomCount()).isZero();
    }

    @Test
    void theListenersOfAClientAreCalledBeforeItsEventsAndAfterThem() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        rooms.onConnect((client, handshake) -> {
            hold.await();
            heard.add("connected");
        });
        rooms.onDisconnect((client, reason) -> heard.add("disconnected"));
        rooms.on("fast", Json.class, (client, data) -> heard.add("fast"), EventOption.NON_BLOCKING);
        rooms.on("slow", Json.class, (client, data) -> heard.add("slow"));
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("fast", "1");
        ada.send("slow", "1");
        ada.send("fast", "1");
        ada.close();
        assertThat(heard).isEmpty();
        hold.countDown();
        await().untilAsserted(
                        () -> assertThat(heard).containsExactly("connected", "fast", "slow", "fast", "disconnected"));
    }

    @Test
    void aDisconnectListenerWaitsForTheHandlerThatRunsInPlace() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        rooms.on(
                "fast",
                Json.class,
                (client, data) -> {
                    began.countDown();
                    hold.await();
                    heard.add("fast");
                },
                EventOption.NON_BLOCKING);
        rooms.onDisconnect((client, reason) -> heard.add("disconnected"));
        TestClient ada = TestClient.connect(rooms, "ada");
        pool.execute(() -> ada.send("fast", "1"));
        began.await();

        ada.close();
        // Whatever would be called too early runs on the rooms' threads, as this does afterwards.
        CountDownLatch other = new CountDownLatch(1);
        rooms.executor().execute(other::countDown);
        other.await();
        assertThat(heard).isEmpty();

        hold.countDown();
        await().untilAsserted(() -> assertThat(heard).containsExactly("fast", "disconnected"));
    }

    @Test
    void aClientThatIsEndedWhileItConnectsIsHeardOfInOrder() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Backplane slow = new Standing(() -> ended.await(10, TimeUnit.SECONDS));
        try (Rooms joined = Rooms.builder().backplane(slow).build()) {
            joined.onConnect((client, handshake) -> heard.add("connected"));
            joined.onDisconnect((client, reason) -> heard.add("disconnected"));
            pool.execute(() -> TestClient.connect(joined, "ada"));
            await().until(() -> joined.registry().everyone().size() == 1);
            // While it is announced to the other servers, it disconnects.
            TestClient.of(joined, "ada").disconnect();
            ended.countDown();
            await().untilAsserted(() -> assertThat(heard).containsExactly("connected", "disconnected"));
        }
    }

    /** Leads nowhere, but waits for something before it says so the first time. */
    private static final class Standing implements Backplane {
        private interface Wait {
            boolean done() throws InterruptedException;
        }

        private final Wait wait;
        private final AtomicBoolean waited = new AtomicBoolean();

        Standing(Wait wait) {
            this.wait = wait;
        }

        @Override
        public void start(Receiver receiver) {}

        @Override
        public boolean publish(String channel, byte[] message) {
            try {
                return waited.compareAndSet(false, true) && wait.done();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void subscribe(Set<String> channels) {}

        @Override
        public void unsubscribe(Set<String> channels) {}

        @Override
        public void close() {}
    }

    @Test
    @DisplayName("HOSTILE 9: two disconnect listeners broadcast to one room at once: no deadlock")
    void disconnectListenersBroadcastToOneRoomAtOnce() throws Exception {
        int pairs = 50;
        CyclicBarrier both = new CyclicBarrier(2);
        rooms.onDisconnect((client, reason) -> {
            both.await(10, TimeUnit.SECONDS);
            rooms.to("a").to("b").emit("left", client.name());
            rooms.to("a").emit("left", client.name());
            both.await(10, TimeUnit.SECONDS);
            heard.add(client.name());
        });
        TestClient witness = TestClient.connect(rooms, "witness");
        witness.join("a");
        witness.join("b");
        for (int i = 0; i < pairs; i++) {
            TestClient ada = TestClient.connect(rooms, "ada");
            TestClient bob = TestClient.connect(rooms, "bob");
            ada.join("a");
            ada.join("b");
            bob.join("b");
            bob.join("a");
            CountDownLatch start = new CountDownLatch(1);
            for (TestClient client : List.of(ada, bob)) {
                pool.execute(() -> {
                    try {
                        start.await();
                        client.close();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            start.countDown();
            int done = 2 * (i + 1);
            await().pollInterval(Duration.ofMillis(2)).until(() -> heard.size() == done);
        }
        assertThat(witness.received("left")).hasSize(pairs * 4);
        assertThat(rooms.registry().memberCount("a")).isOne();
    }

    @Test
    @DisplayName("HOSTILE 7: a join that completes after the disconnect is refused; the room isn't revived")
    void aJoinAfterTheDisconnectIsRefused() {
        TestClient ada = TestClient.connect(rooms, "ada");
        Client client = TestClient.of(rooms, "ada");
        ada.join("a");
        ada.close();

        assertThatThrownBy(() -> client.join("a"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no longer connected");
        ada.join("a");
        assertThat(client.isIn("a")).isFalse();
        assertThat(client.leave("a")).isFalse();
        assertThat(rooms.registry().roomCount()).isZero();
        assertThat(rooms.registry().membershipCount()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 7: also when the join was under way in a blocking handler")
    void aJoinUnderWayAtTheDisconnectIsRefused() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        rooms.on("enter", Json.class, (client, data) -> {
            began.countDown();
            hold.await();
            try {
                client.join("a");
            } catch (RefusedException refused) {
                heard.add("refused");
            }
        });
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("enter", "1");
        began.await();
        ada.close();
        hold.countDown();
        await().untilAsserted(() -> assertThat(heard).containsExactly("refused"));
        assertThat(rooms.registry().roomCount()).isZero();
    }
}
