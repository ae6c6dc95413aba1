package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.kit.TestClient;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("HOSTILE 23: new ones refused, closed in batches with 1001, done within the limit")
class DrainTest {
    private final Rooms rooms = rooms(Duration.ofSeconds(1));
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private static Rooms rooms(Duration drainTimeout) {
        return Rooms.builder()
                .limits(Limits.DEFAULTS.withDrainTimeout(drainTimeout))
                .build();
    }

    @AfterEach
    void stop() {
        rooms.close();
        thread.shutdownNow();
    }

    @Test
    void allAreClosedWith1001AndNobodyIsToldOfThoseWhoLeave() {
        List<String> left = new CopyOnWriteArrayList<>();
        rooms.onDisconnect((client, reason) -> left.add(client.name() + " " + reason));
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.join("a");

        rooms.drain();

        assertThat(List.of(ada, bob))
                .allMatch(client -> client.channel().closeReason().equals(java.util.Optional.of(CloseReason.GOING_AWAY))
                        && !client.channel().isCut()
                        && client.received("client-disconnected").isEmpty());
        assertThat(rooms.clientCount()).isZero();
        assertThat(rooms.registry().roomCount()).isZero();
        await().untilAsserted(() -> assertThat(left).containsExactlyInAnyOrder("ada GOING_AWAY", "bob GOING_AWAY"));
    }

    @Test
    void newClientsAreRefusedWith503AndTheServerIsNotReady() {
        Admission.Granted late = (Admission.Granted) admit();
        rooms.drain();

        assertThat(rooms.isReady()).isFalse();
        assertThat(admit()).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.reason()).isEqualTo(CloseReason.GOING_AWAY);
        });

        RecordingChannel channel = new RecordingChannel();
        late.open(channel);
        assertThat(channel.closeReason()).as("let in before, open after").contains(CloseReason.GOING_AWAY);
        assertThat(rooms.clientCount()).isZero();
    }

    private Admission admit() {
        return rooms.reception().admit(TestClient.handshake(Map.of(), Map.of()));
    }

    @Test
    void theyAreClosedInBatchesSoThatTheyDoNotAllComeBackAtOnce() throws Exception {
        List<TestClient> clients = new ArrayList<>();
        try (Rooms quiet = Rooms.builder()
                .announcements(dev.rooms.Announcements.OFF)
                .limits(Limits.DEFAULTS.withDrainTimeout(Duration.ofSeconds(1)))
                .build()) {
            for (int i = 0; i < 1_500; i++) {
                clients.add(TestClient.connect(quiet, "c" + i));
            }
            List<Long> closedAt = new CopyOnWriteArrayList<>();
            clients.forEach(client -> client.channel().whenEnded(reason -> {
                closedAt.add(System.nanoTime());
                client.session().closed(reason);
            }));
            quiet.drain();

            assertThat(closedAt).hasSize(1_500);
            long longestPause = 0;
            for (int i = 1; i < closedAt.size(); i++) {
                longestPause = Math.max(longestPause, closedAt.get(i) - closedAt.get(i - 1));
            }
            assertThat(Duration.ofNanos(longestPause)).as("between two batches").isGreaterThan(Duration.ofMillis(40));
        }
        assertThat(clients).noneMatch(client -> client.channel().isCut());
    }

    @Test
    void whoDoesNotAgreeToBeClosedIsCutAtTheEnd() {
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient deaf = TestClient.connect(rooms, "deaf");
        deaf.channel().whenEnded(reason -> {});

        long began = System.nanoTime();
        rooms.drain();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(deaf.channel().closeReason()).contains(CloseReason.GOING_AWAY);
        assertThat(deaf.channel().isCut()).isTrue();
        assertThat(ada.channel().isCut()).isFalse();
        assertThat(rooms.clientCount()).isZero();
    }

    @Test
    void whatWasEmittedBeforeReachesEveryoneBeforeTheyAreClosed() {
        List<TestClient> clients = new ArrayList<>();
        Lane lane = Lane.ofThread(thread);
        for (int i = 0; i < 100; i++) {
            clients.add(TestClient.connect(rooms, "c" + i, new RecordingChannel(lane)));
        }
        rooms.toAll().emit("goodbye", "we restart");
        rooms.drain();
        assertThat(clients).allMatch(client -> client.received("goodbye").size() == 1);
    }

    @Test
    void anInterruptEndsTheDrainAndLeavesNobodyConnected() throws Exception {
        try (Rooms slow = rooms(Duration.ofMinutes(10))) {
            TestClient deaf = TestClient.connect(slow, "deaf");
            deaf.channel().whenEnded(reason -> {});
            Future<?> draining = thread.submit(slow::drain);
            await().until(() -> deaf.channel().closeReason().isPresent());

            thread.shutdownNow();

            await().until(draining::isDone);
            assertThat(deaf.channel().isCut()).isTrue();
            assertThat(slow.clientCount()).isZero();
        }
    }

    @Test
    @Timeout(20)
    void whereNobodyIsLeftNoStoppedThreadIsWaitedFor() throws Exception {
        // It waits a tenth of this for the lanes at most: here six minutes.
        try (Rooms slow = rooms(Duration.ofHours(1))) {
            TestClient.connect(slow, "ada", new RecordingChannel(Lane.ofThread(thread)));
            slow.drain();
            thread.shutdownNow();
        }
        assertThat(thread.isShutdown()).isTrue();
    }

    @Test
    void closingTwiceIsAsGoodAsOnce() {
        TestClient.connect(rooms, "ada");
        rooms.close();
        rooms.close();
        rooms.drain();
        assertThat(rooms.toAll().emit("news", 1)).isZero();
    }
}
