package dev.rooms;

import dev.rooms.cluster.ClusterNode;
import java.util.Optional;
import java.util.Set;

/**
 * The servers that share a backplane, as this one of them sees them. Got from {@link Rooms#cluster}. Thread-safe.
 *
 * <p>{@link Audience} counts, finds and tells clients of all of them; {@link Namespace#roomsAfter} and
 * {@link Namespace#membersAfter} list rooms and members.
 */
public final class Cluster {
    private final ClusterNode node;

    Cluster(ClusterNode node) {
        this.node = node;
    }

    /** This server's id: new at each start, and the one that others miss it by in {@link Gathered#missing}. */
    public String id() {
        return node.id();
    }

    /** The ids of the other servers that are there. */
    public Set<String> others() {
        return node.peers();
    }

    /** Whether the backplane is reached. If not, this server serves its own clients, and nothing of others' comes or goes. */
    public boolean isJoined() {
        return node.isJoined();
    }

    /**
     * Whether this server has been on the backplane for long enough to know the others, and their clients: two heartbeats at
     * least. Until then, what it tells of the whole may miss some. Once it is, it stays so.
     */
    public boolean isSettled() {
        return node.isSettled();
    }

    /** Whether this server isn't to be used without the backplane; see {@link ClusterSettings#required}. */
    public boolean isRequired() {
        return node.isRequired();
    }

    /**
     * Whether a balancer may send clients here: this server knows the others, or does without a backplane that isn't reached,
     * and may.
     */
    public boolean isReady() {
        return isJoined() ? isSettled() : fault().isPresent() && !isRequired();
    }

    /** Why the backplane isn't reached, for a person; empty when it is, and at the start, until that can be told. */
    public Optional<String> fault() {
        return node.fault();
    }
}
