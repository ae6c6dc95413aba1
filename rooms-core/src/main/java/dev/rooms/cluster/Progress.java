package dev.rooms.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far a server, or a client, has got in what each server published: what it has had, or lost for good. As each channel
 * keeps its order, the last number on each of them tells all.
 *
 * @param bySender what of whom
 */
public record Progress(Map<NodeId, Reached> bySender) {
    /** Nothing of anybody. */
    public static final Progress NONE = new Progress(Map.of());

    public Progress {
        bySender = Map.copyOf(bySender);
    }

    /**
     * How far in what one sender published.
     *
     * @param from all before this number are past, on all channels
     * @param last the last number on each channel, by the channel's number; none where nothing was heard
     */
    public record Reached(long from, Map<Integer, Long> last) {
        public Reached {
            last = Map.copyOf(last);
        }

        private Reached with(Reached other) {
            Map<Integer, Long> later = new HashMap<>(last);
            other.last.forEach((channel, number) -> later.merge(channel, number, Math::max));
            return new Reached(Math.max(from, other.from), later);
        }
    }

    /** Whether anything of that sender is past. */
    public boolean knows(NodeId sender) {
        return bySender.containsKey(sender);
    }

    /** Whether that is past: on any of its channels is enough, as all of them carry the same. */
    public boolean hasPassed(Place place) {
        Reached reached = bySender.get(place.sender());
        if (reached == null) {
            return false;
        }
        if (place.number() < reached.from()) {
            return true;
        }
        for (int channel : place.channels()) {
            if (place.number() <= reached.last().getOrDefault(channel, 0L)) {
                return true;
            }
        }
        return false;
    }

    /** The same, but only what may concern a client in these rooms. */
    public Progress onlyFor(String namespace, Collection<String> rooms) {
        Set<Integer> channels = Channels.numbersFor(namespace, rooms);
        Map<NodeId, Reached> some = new HashMap<>();
        bySender.forEach((sender, reached) -> {
            Map<Integer, Long> last = new HashMap<>(reached.last());
            last.keySet().retainAll(channels);
            some.put(sender, new Reached(reached.from(), last));
        });
        return new Progress(some);
    }

    /** What is past for either. */
    public Progress with(Progress other) {
        Set<NodeId> senders = new HashSet<>(bySender.keySet());
        senders.addAll(other.bySender.keySet());
        Map<NodeId, Reached> both = new HashMap<>();
        for (NodeId sender : senders) {
            Reached here = bySender.get(sender);
            Reached there = other.bySender.get(sender);
            if (here == null || there == null) {
                both.put(sender, here == null ? other.bySender.get(sender) : here);
            } else {
                both.put(sender, here.with(there));
            }
        }
        return new Progress(both);
    }
}
