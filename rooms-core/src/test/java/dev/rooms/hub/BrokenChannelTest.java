package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenChannelTest {
    private static final Limits LIMITS = Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(300));

    private final Rooms rooms = Rooms.builder().limits(LIMITS).build();
    private final List<String> disconnected = new CopyOnWriteArrayList<>();

    BrokenChannelTest() {
        rooms.onDisconnect((client, reason) -> disconnected.add(client.name() + " " + reason));
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private TestClient member(String name) {
        TestClient client = TestClient.connect(rooms, name);
        client.join("a");
        return client;
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, java.io.IOException.class})
    @DisplayName("HOSTILE 6: one recipient's send throws (an Error too): the rest of the room is served")
    void theRestOfTheRoomIsServedWhenOneSendThrows(Class<? extends Throwable> fault) throws Exception {
        TestClient before = member("before");
        TestClient broken = member("broken");
        TestClient after = member("after");
        Throwable thrown = fault.getConstructor().newInstance();
        broken.channel().failWith(thrown);

        assertThat(rooms.to("a").emit("news", 1)).isEqualTo(3);

        assertThat(before.received("news")).hasSize(1);
        assertThat(after.received("news")).hasSize(1);
        assertThat(broken.channel().closeReason()).contains(CloseReason.INTERNAL_ERROR);
        await().untilAsserted(() -> assertThat(disconnected).containsExactly("broken INTERNAL_ERROR"));
        assertThat(rooms.clientCount()).isEqualTo(2);
        assertThat(rooms.registry().memberCount("a")).isEqualTo(2);
        assertThat(before.received("client-disconnected")).hasSize(1);
    }

    @Test
    @DisplayName("HOSTILE 6: neither does a channel that can't even be closed harm the others")
    void theRestOfTheRoomIsServedWhenTheChannelCannotBeClosedEither() {
        TestClient before = member("before");
        TestClient broken = member("broken");
        TestClient after = member("after");
        broken.channel().failWith(new StackOverflowError("as told by the test"));
        broken.channel().failToCloseWith(new AssertionError("as told by the test"));

        rooms.to("a").to("b").emit("news", 1);
        rooms.to("a").emit("news", 2);

        assertThat(before.received("news")).hasSize(2);
        assertThat(after.received("news")).hasSize(2);
        await().untilAsserted(() -> assertThat(disconnected).containsExactly("broken INTERNAL_ERROR"));
        assertThat(rooms.registry().memberCount("a")).isEqualTo(2);
    }

    @Test
    @DisplayName("HOSTILE 1, CONTRACT §5: a slow client is closed with 1013 and the others never wait")
    void aFullChannelIsClosedWith1013AndTheOthersAreServed() {
        TestClient before = member("before");
        TestClient slow = member("slow");
        TestClient after = member("after");
        slow.channel().setFull(true);

        for (int i = 0; i < 1_000; i++) {
            rooms.to("a").emit("news", i);
        }

        assertThat(before.received("news")).hasSize(1_000);
        assertThat(after.received("news")).hasSize(1_000);
        assertThat(slow.received("news")).isEmpty();
        assertThat(slow.channel().closeReason())
                .hasValueSatisfying(reason -> assertThat(reason.code()).isEqualTo(1013));
        await().untilAsserted(() -> assertThat(disconnected).containsExactly("slow TOO_SLOW"));
        assertThat(rooms.measurements().get(Counter.SLOW_CLIENTS_DROPPED)).isOne();
        assertThat(rooms.measurements().get(Counter.DISCONNECTED)).isOne();
        assertThat(rooms.registry().memberCount("a")).isEqualTo(2);
        assertThat(rooms.registry().membershipCount()).isEqualTo(2);
    }

    @Test
    void aFullChannelIsClosedAlsoByWhatIsSentToItAlone() {
        TestClient slow = member("slow");
        Client client = TestClient.of(rooms, "slow");
        slow.channel().setFull(true);
        client.emit("news", 1);
        assertThat(slow.channel().closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(client.isConnected()).isFalse();
        assertThat(client.emit("news", 1)).isFalse();
        await().untilAsserted(() -> assertThat(disconnected).containsExactly("slow TOO_SLOW"));
        assertThat(client.rooms()).isEmpty();
        assertThat(rooms.registry().roomCount()).isZero();
    }

    @Test
    void aClientThatCannotTakeItsVeryFirstEventIsEndedLikeAnyOther() {
        RecordingChannel channel = new RecordingChannel();
        channel.setFull(true);
        List<String> heard = new CopyOnWriteArrayList<>();
        rooms.onConnect((client, handshake) -> heard.add("connected"));
        rooms.onDisconnect((client, reason) -> heard.add("disconnected"));
        TestClient.connect(rooms, "slow", channel);
        await().untilAsserted(() -> assertThat(heard).containsExactly("connected", "disconnected"));
        assertThat(channel.closeReason()).contains(CloseReason.TOO_SLOW);
        assertThat(rooms.clientCount()).isZero();
        assertThat(rooms.registry().everyone().size()).isZero();
    }

    @Test
    void aChannelThatFailsToTellItsBacklogIsEndedAtTheNextBeat() {
        Rooms quick = Rooms.builder()
                .limits(LIMITS.withHeartbeatInterval(Duration.ofMillis(20)))
                .build();
        try {
            AtomicInteger closes = new AtomicInteger();
            Session session = open(quick, new Sink(closes) {
                @Override
                public Backlog backlog() {
                    throw new IllegalStateException("as told by the test");
                }
            });
            await().until(() -> closes.get() == 1);
            assertThat(quick.clientCount()).isZero();
            session.closed(CloseReason.INTERNAL_ERROR);
        } finally {
            quick.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "HOSTILE 1, 6: 10,000 full or broken channels at once end one by one, each announced, on no deep stack")
    void tenThousandUselessChannelsEndAtOnceWhileEachIsAnnounced(boolean broken) {
        int clients = 10_000;
        AtomicInteger closes = new AtomicInteger();
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Sink sink = new Sink(closes);
            sink.session = open(rooms, sink);
            sinks.add(sink);
        }
        assertThat(rooms.clientCount()).isEqualTo(clients);

        sinks.forEach(sink -> sink.useless = broken ? Sink.Use.BROKEN : Sink.Use.FULL);
        rooms.toAll().emit("news", 1);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rooms.clientCount()).isZero());
        await().untilAsserted(() -> assertThat(disconnected).hasSize(clients));
        assertThat(closes).as("each is closed once").hasValue(clients);
        assertThat(rooms.registry().everyone().size()).isZero();
        assertThat(rooms.measurements().get(Counter.DISCONNECTED)).isEqualTo(clients);
    }

    private static Session open(Rooms rooms, ClientChannel channel) {
        Handshake handshake = TestClient.handshake(Map.of(), Map.of());
        return ((dev.rooms.transport.Admission.Granted) rooms.reception().admit(handshake)).open(channel);
    }

    /** A channel that keeps nothing, so that many of them cost little. */
    private static class Sink implements ClientChannel {
        private enum Use {
            FINE,
            FULL,
            BROKEN
        }

        private final Lane lane = Lane.inPlace();
        private final AtomicInteger closes;
        private volatile Use useless = Use.FINE;
        private volatile boolean closed;
        private volatile Session session;

        Sink(AtomicInteger closes) {
            this.closes = closes;
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public boolean send(Frame frame) {
            if (useless == Use.BROKEN) {
                throw new IllegalStateException("as told by the test");
            }
            return closed || useless == Use.FINE;
        }

        @Override
        public boolean send(List<Frame> frames) {
            return frames.stream().allMatch(this::send);
        }

        @Override
        public void close(CloseReason reason) {
            if (!closed) {
                closed = true;
                closes.incrementAndGet();
                if (session != null) {
                    session.closed(reason);
                }
            }
        }

        @Override
        public void cut() {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public Backlog backlog() {
            return Backlog.NONE;
        }
    }
}
