package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.EventNames;
import dev.rooms.Json;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private final Rooms rooms = Rooms.builder().announcements(Announcements.OFF).build();

    @AfterEach
    void close() {
        rooms.close();
    }

    /** Counts how often it is serialised. */
    public static final class Counted {
        private final AtomicInteger reads = new AtomicInteger();

        public int getReads() {
            return reads.incrementAndGet();
        }
    }

    private TestClient member(String name, String... of) {
        return member(name, new RecordingChannel(), of);
    }

    private TestClient member(String name, RecordingChannel channel, String... of) {
        TestClient client = TestClient.connect(rooms, name, channel);
        for (String room : of) {
            TestClient.of(rooms, name).join(room);
        }
        return client;
    }

    @Test
    @DisplayName("DESIGN: an event is serialised once and framed once per protocol; all share the same bytes")
    void anEventIsSerialisedAndFramedOnceHoweverManyReceiveIt() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<Lane> lanes = List.of(Lane.inPlace(), Lane.ofThread(one), Lane.ofThread(other));
            List<RecordingChannel> channels = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                RecordingChannel channel = new RecordingChannel(lanes.get(i % lanes.size()));
                channels.add(channel);
                member("m" + i, channel, "a");
            }
            Counted counted = new Counted();

            assertThat(rooms.to("a").emit("counted", counted)).isEqualTo(1_000);

            await().untilAsserted(() ->
                    assertThat(channels).allMatch(channel -> channel.frames().size() == 1));
            Set<Frame> frames = Collections.newSetFromMap(new IdentityHashMap<>());
            channels.forEach(channel -> frames.addAll(channel.frames()));
            assertThat(frames).hasSize(1);
            assertThat(counted.reads).hasValue(1);
            assertThat(channels.get(0).texts()).containsExactly("{\"event\":\"counted\",\"data\":{\"reads\":1}}");
            assertThat(rooms.measurements().get(Counter.MESSAGES_OUT)).isEqualTo(1_000);
            assertThat(rooms.measurements().get(Counter.BYTES_OUT))
                    .isEqualTo(1_000L * frames.iterator().next().size());
            await().untilAsserted(() ->
                    assertThat(rooms.measurements().get(Counter.BROADCASTS)).isOne());
        } finally {
            rooms.close();
            one.shutdownNow();
            other.shutdownNow();
        }
    }

    @Test
    @DisplayName("CONTRACT §2: nothing that was sent to a room it isn't in")
    void onlyTheMembersOfTheRoomReceiveAnEvent() {
        TestClient ada = member("ada", "a");
        TestClient bob = member("bob", "b");
        TestClient eve = member("eve");

        assertThat(rooms.to("a").emit("news", 1)).isOne();
        assertThat(rooms.to("nobody is there").emit("news", 2)).isZero();

        assertThat(ada.received("news")).extracting(JsonNode::intValue).containsExactly(1);
        assertThat(bob.channel().frames()).isEmpty();
        assertThat(eve.channel().frames()).isEmpty();
    }

    @Test
    void whoIsInSeveralOfTheRoomsReceivesTheEventOnce() {
        TestClient ada = member("ada", "a", "b", "c");
        TestClient bob = member("bob", "b");
        TestClient eve = member("eve", "d");

        assertThat(rooms.to("a").to("b").to("c").to("a").emit("news", 1)).isEqualTo(2);
        assertThat(rooms.to("a").to("b").except(TestClient.of(rooms, "ada")).emit("news", 2))
                .isOne();
        assertThat(rooms.to("a")
                        .to("b")
                        .exceptIds(List.of(TestClient.of(rooms, "bob").id(), "unknown"))
                        .emit("news", 3))
                .isOne();
        assertThat(rooms.to("x").to("y").emit("news", 4)).isZero();

        assertThat(ada.received("news")).extracting(JsonNode::intValue).containsExactly(1, 3);
        assertThat(bob.received("news")).extracting(JsonNode::intValue).containsExactly(1, 2);
        assertThat(eve.channel().frames()).isEmpty();
    }

    @Test
    void everyoneIsEveryoneWhateverRoomIsNamedBesides() {
        TestClient ada = member("ada", "a");
        TestClient bob = member("bob");

        assertThat(rooms.toAll().emit("news", 1)).isEqualTo(2);
        assertThat(rooms.toAll().to("a").emit("news", 2)).isEqualTo(2);
        assertThat(rooms.toAll().except(TestClient.of(rooms, "ada")).emit("news", 3))
                .isOne();

        assertThat(ada.received("news")).extracting(JsonNode::intValue).containsExactly(1, 2);
        assertThat(bob.received("news")).extracting(JsonNode::intValue).containsExactly(1, 2, 3);
    }

    @Test
    void recipientsAreThoseWhoReceiveIt() {
        member("ada", "a");
        member("bob", "a");
        member("eve");
        String ada = TestClient.of(rooms, "ada").id();
        String eve = TestClient.of(rooms, "eve").id();

        assertThat(rooms.to("a").emit("news", 1)).isEqualTo(2);
        assertThat(rooms.to("a").exceptIds(List.of(ada)).emit("news", 1)).isOne();
        assertThat(rooms.to("a").exceptIds(List.of(eve)).emit("news", 1))
                .as("left out, but not in the room")
                .isEqualTo(2);
        assertThat(rooms.to("a").exceptIds(List.of("gone")).emit("news", 1)).isEqualTo(2);
        assertThat(TestClient.of(rooms, "eve").to("a").emit("news", 1)).isEqualTo(2);
        assertThat(TestClient.of(rooms, "ada").to("a").emit("news", 1)).isOne();
        TestClient.of(rooms, "bob").leave("a");
        assertThat(TestClient.of(rooms, "ada").to("a").emit("news", 1)).isZero();
    }

    @Test
    void anAudienceKeepsWhatItWas() {
        TestClient ada = member("ada", "a");
        TestClient bob = member("bob", "b");
        var audience = rooms.to("a");
        audience.to("b");
        audience.except(TestClient.of(rooms, "ada"));

        assertThat(audience.emit("news", 1)).isOne();
        assertThat(ada.received("news")).hasSize(1);
        assertThat(bob.received("news")).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 20, CONTRACT §1: a room named like some client's id is only a room")
    void aRoomNamedLikeAClientsIdIsOnlyARoom() {
        TestClient ada = member("ada");
        String id = TestClient.of(rooms, "ada").id();
        TestClient bob = member("bob", id);

        assertThat(rooms.to(id).emit("news", 1)).isOne();
        assertThat(ada.channel().frames()).isEmpty();
        assertThat(bob.received("news")).hasSize(1);

        assertThat(rooms.toClient(id).emit("news", 2)).isCompletedWithValue(1);
        assertThat(ada.received("news")).hasSize(1);
        assertThat(bob.received("news")).hasSize(1);
    }

    @Test
    void anUnknownClientReceivesNothing() {
        assertThat(rooms.toClient("unknown").emit("news", 1)).isCompletedWithValue(0);
        TestClient ada = member("ada");
        String id = TestClient.of(rooms, "ada").id();
        assertThat(rooms.client(id)).isPresent();
        ada.close();
        assertThat(rooms.toClient(id).emit("news", 1)).isCompletedWithValue(0);
        assertThat(rooms.client(id)).isEmpty();
    }

    @Test
    @DisplayName("CONTRACT §4: names that Socket.IO reserves can't be sent under")
    void reservedAndBlankNamesAreRefused() {
        member("ada", "a");
        List<String> unfit = new ArrayList<>(EventNames.RESERVED);
        unfit.add("");
        unfit.add(" \t");
        assertThat(unfit).allSatisfy(name -> {
            assertThatThrownBy(() -> rooms.to("a").emit(name, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rooms.toClient("x").emit(name, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rooms.on(name, Json.class, (client, data) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void dataThatCannotBeSerialisedIsRefusedAndReachesNobody() {
        TestClient ada = member("ada", "a");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> rooms.to("a").emit("news", endless)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ada.channel().frames()).isEmpty();
    }

    @Test
    void dataIsSentAsJacksonWritesItAndJsonAsItStands() {
        TestClient ada = member("ada", "a");
        rooms.to("a").emit("a \"quoted\" name", Map.of("text", "h\u00e9 \"😀\" \n"));
        rooms.to("a").emit("raw", new Json("{ \"b\" : 1.50 }"));
        assertThat(ada.channel().texts())
                .containsExactly(
                        "{\"event\":\"a \\\"quoted\\\" name\",\"data\":{\"text\":\"h\u00e9 \\\"😀\\\" \\n\"}}",
                        "{\"event\":\"raw\",\"data\":{ \"b\" : 1.50 }}");
    }

    @Test
    void whoJoinsAfterTheEmitReceivesNothingHoweverLateTheLaneGetsToIt() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Lane lane = Lane.ofThread(thread);
            TestClient ada = member("ada", new RecordingChannel(lane), "a");
            TestClient bob = member("bob", new RecordingChannel(lane), "b");
            TestClient eve = member("eve", new RecordingChannel(lane), "a");
            CountDownLatch busy = new CountDownLatch(1);
            thread.execute(() -> awaitQuietly(busy));

            rooms.to("a").emit("news", 1);
            TestClient.of(rooms, "bob").join("a");
            TestClient.of(rooms, "eve").leave("a");
            TestClient.of(rooms, "eve").join("a");
            rooms.to("a").emit("news", 2);
            busy.countDown();

            await().untilAsserted(() -> assertThat(eve.received("news")).hasSize(1));
            assertThat(ada.received("news")).extracting(JsonNode::intValue).containsExactly(1, 2);
            assertThat(bob.received("news")).extracting(JsonNode::intValue).containsExactly(2);
            assertThat(eve.received("news")).extracting(JsonNode::intValue).containsExactly(2);
        } finally {
            rooms.close();
            thread.shutdownNow();
        }
    }

    @Test
    void aMemberIsServedEvenWhileTheClientThatIsLeftOutJoinsAndLeaves() throws Exception {
        TestClient ada = member("ada", "a");
        member("bob");
        var bob = TestClient.of(rooms, "bob");
        int events = 20_000;
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.execute(() -> {
                while (over.getCount() > 0) {
                    bob.join("a");
                    bob.leave("a");
                }
            });
            for (int i = 0; i < events; i++) {
                rooms.to("a").except(bob).emit("news", i);
            }
        } finally {
            over.countDown();
            thread.shutdown();
            assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ada.channel().frames()).hasSize(events);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
