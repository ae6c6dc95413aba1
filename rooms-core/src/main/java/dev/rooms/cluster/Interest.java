package dev.rooms.cluster;

import dev.rooms.ClusterSettings.Reach;
import dev.rooms.backplane.Backplane;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Which partitions this server hears: all, or those that one of its rooms is in, from its first member on until a little after
 * its last, as rooms come and go. However many rooms there are, there is at most one subscription for each partition.
 *
 * <p>Concurrency: guarded by {@code this}, which is held while the backplane is told, so that it is told in order.
 */
final class Interest {
    private static final long LINGER_SECONDS = 10;

    private final Backplane backplane;
    private final Senders senders;
    private final Reach reach;
    private final ScheduledExecutorService timers;
    private final int[] rooms = new int[Channels.PARTITIONS];
    private final boolean[] subscribed = new boolean[Channels.PARTITIONS];
    /** Those that are looked at when the time has come. */
    private final boolean[] lingering = new boolean[Channels.PARTITIONS];
    /** Those of them that lost their last room once more meanwhile. */
    private final boolean[] churning = new boolean[Channels.PARTITIONS];

    Interest(Backplane backplane, Senders senders, Reach reach, ScheduledExecutorService timers) {
        this.backplane = backplane;
        this.senders = senders;
        this.reach = reach;
        this.timers = timers;
    }

    /** Subscribes to what is wanted whatever rooms there are. */
    void begin(NodeId self) {
        backplane.subscribe(Set.of(Channels.ALL, Channels.ofNode(self)));
        if (reach == Reach.ALL_ROOMS) {
            backplane.subscribe(Channels.ofAllPartitions());
        }
    }

    void appeared(String namespace, String room) {
        if (reach == Reach.ALL_ROOMS) {
            return;
        }
        int partition = Channels.partition(namespace, room);
        synchronized (this) {
            rooms[partition]++;
            if (!subscribed[partition]) {
                subscribed[partition] = true;
                String channel = Channels.ofPartition(partition);
                // Again, as something may have come after the partition was left.
                senders.forget(channel);
                backplane.subscribe(Set.of(channel));
            }
        }
    }

    void vanished(String namespace, String room) {
        if (reach == Reach.ALL_ROOMS) {
            return;
        }
        int partition = Channels.partition(namespace, room);
        synchronized (this) {
            rooms[partition]--;
            if (rooms[partition] > 0) {
                return;
            }
            churning[partition] = lingering[partition];
            if (!lingering[partition]) {
                lingering[partition] = true;
                linger(partition);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whether the partition is to be left is looked at then
    private void linger(int partition) {
        timers.schedule(() -> leave(partition), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void leave(int partition) {
        if (churning[partition]) {
            churning[partition] = false;
            linger(partition);
            return;
        }
        lingering[partition] = false;
        if (rooms[partition] == 0 && subscribed[partition]) {
            subscribed[partition] = false;
            String channel = Channels.ofPartition(partition);
            backplane.unsubscribe(Set.of(channel));
            senders.forget(channel);
        }
    }
}
