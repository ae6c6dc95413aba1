package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.ClusterSettings.Reach;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterestTest {
    private final RecordingBackplane backplane = new RecordingBackplane();
    private final Senders senders = new Senders();
    private final Timers timers = new Timers();
    private final Interest interest = new Interest(backplane, senders, Reach.OWN_ROOMS, timers);

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    /** Does what is due only when it is told that it is. */
    private static final class Timers extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        Timers() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            assertThat(delay).isPositive();
            waiting.add(task);
            return super.schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
        }

        /** Does all that waits now. */
        void elapse() {
            Queue<Runnable> due = new ArrayDeque<>(waiting);
            waiting.clear();
            due.forEach(Runnable::run);
        }
    }

    private static String channel(String room) {
        return Channels.ofPartition(Channels.partition("/", room));
    }

    @Test
    void aHundredThousandRoomsAreOneSubscriptionForEachPartition() {
        for (int i = 0; i < 100_000; i++) {
            interest.appeared("/", "room " + i);
        }
        assertThat(backplane.calls()).hasSize(Channels.PARTITIONS).doesNotHaveDuplicates();
    }

    @Test
    void aPartitionIsLeftALittleAfterItsLastRoom() {
        interest.appeared("/", "a");
        interest.appeared("/", "a2");
        interest.vanished("/", "a2");
        interest.vanished("/", "a");
        assertThat(backplane.calls()).contains("+" + channel("a")).noneMatch(call -> call.startsWith("-"));
        timers.elapse();
        timers.elapse();
        assertThat(backplane.calls()).contains("-" + channel("a"));
        interest.appeared("/", "a");
        assertThat(backplane.calls()).endsWith("+" + channel("a"));
    }

    @Test
    void whatWasPublishedWhileAPartitionWasLeftIsNotMissed() {
        interest.appeared("/", "a");
        senders.note(Letters.ONE, channel("a"), 1);
        interest.vanished("/", "a");
        timers.elapse();
        timers.elapse();
        interest.appeared("/", "a");
        assertThat(senders.note(Letters.ONE, channel("a"), 50).missing()).isZero();
    }

    @Test
    void norIsWhatCameAfterAPartitionWasLeftTakenForItsBeginning() {
        interest.appeared("/", "a");
        interest.vanished("/", "a");
        timers.elapse();
        timers.elapse();
        assertThat(backplane.calls()).endsWith("-" + channel("a"));

        // It was under way when the backplane was told.
        senders.note(Letters.ONE, channel("a"), 2);
        interest.appeared("/", "a");

        assertThat(senders.note(Letters.ONE, channel("a"), 50).missing()).isZero();
    }

    @Test
    void roomsThatComeAndGoCostNoSubscriptionsAndOneTimerForAPartition() {
        for (int i = 0; i < 10_000; i++) {
            interest.appeared("/", "a");
            interest.vanished("/", "a");
        }
        interest.appeared("/", "a");
        assertThat(timers.waiting).as("what waits").hasSize(1);
        timers.elapse();
        timers.elapse();
        assertThat(backplane.calls()).containsExactly("+" + channel("a"));
    }

    @Test
    void aRoomThatIsToldToHaveVanishedBeforeItAppearedIsGone() {
        interest.vanished("/", "a");
        interest.appeared("/", "a");
        timers.elapse();
        timers.elapse();
        assertThat(backplane.calls().stream()
                        .filter(call -> call.startsWith("+"))
                        .count())
                .isEqualTo(backplane.calls().stream()
                        .filter(call -> call.startsWith("-"))
                        .count());
    }

    @Test
    void whoeverHearsAllSubscribesOnceAndForGood() {
        Interest all = new Interest(backplane, senders, Reach.ALL_ROOMS, timers);
        all.begin(Letters.ONE);
        all.appeared("/", "a");
        all.vanished("/", "a");
        assertThat(timers.waiting).isEmpty();
        assertThat(backplane.calls()).hasSize(2).allMatch(call -> call.startsWith("+"));
        assertThat(backplane.calls().get(0)).contains("all", Channels.ofNode(Letters.ONE));
        assertThat(backplane.calls().get(1).split(",")).hasSize(Channels.PARTITIONS);
    }
}
