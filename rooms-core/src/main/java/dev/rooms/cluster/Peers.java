package dev.rooms.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The other servers that are there.
 *
 * <p>A server is dead that wasn't heard while this one's own heartbeats came back from the backplane so many times: so a
 * backplane that is gone, or stands still, makes nobody dead.
 *
 * <p>Thread-safe: guarded by {@code this}.
 */
final class Peers {
    private final int missesAllowed;
    private final long minNanosBetweenMisses;
    private final Map<NodeId, Silence> silences = new HashMap<>();
    private long countedNanos = Long.MIN_VALUE;

    private static final class Silence {
        private boolean heard;
        private int misses;
    }

    /**
     * None yet.
     *
     * @param minNanosBetweenMisses misses are counted no more often: heartbeats that waited somewhere come all at once
     */
    Peers(int missesAllowed, long minNanosBetweenMisses) {
        this.missesAllowed = missesAllowed;
        this.minNanosBetweenMisses = minNanosBetweenMisses;
    }

    /** A heartbeat came, perhaps the first of that server. */
    synchronized void beat(NodeId peer) {
        silences.computeIfAbsent(peer, unknown -> new Silence()).heard = true;
    }

    /** Something else came, perhaps of a server. */
    synchronized void heard(NodeId sender) {
        Silence known = silences.get(sender);
        if (known != null) {
            known.heard = true;
        }
    }

    /** This server's own heartbeat came back: those who are dead by now, no longer among the others. */
    synchronized List<NodeId> ownBeat(long nowNanos) {
        if (countedNanos != Long.MIN_VALUE && nowNanos - countedNanos < minNanosBetweenMisses) {
            return List.of();
        }
        countedNanos = nowNanos;
        List<NodeId> dead = new ArrayList<>();
        silences.forEach((peer, silence) -> {
            silence.misses = silence.heard ? 0 : silence.misses + 1;
            silence.heard = false;
            if (silence.misses >= missesAllowed) {
                dead.add(peer);
            }
        });
        dead.forEach(silences::remove);
        return dead;
    }

    /** It has left; false when it wasn't there. */
    synchronized boolean left(NodeId peer) {
        return silences.remove(peer) != null;
    }

    synchronized boolean has(NodeId peer) {
        return silences.containsKey(peer);
    }

    synchronized Set<NodeId> all() {
        return Set.copyOf(silences.keySet());
    }
}
