package dev.rooms.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The channels of a cluster: one for what concerns all servers, one for each server, and a fixed number among which all rooms
 * are spread, so that rooms that come and go cost no subscriptions.
 */
final class Channels {
    /** What every server hears. */
    static final String ALL = "all";

    /** Among how many the rooms are spread. All servers of a cluster must agree, so it isn't a setting. */
    static final int PARTITIONS = 64;

    /** What is for more partitions than that goes to all servers once, in place of many times to some. */
    private static final int MANY = 8;

    /** What stands for {@link #ALL} where channels are numbered; partitions stand for themselves. */
    private static final int ALL_NUMBER = PARTITIONS;

    private static final String PARTITION = "p:";
    private static final Set<String> PARTITION_NAMES =
            IntStream.range(0, PARTITIONS).mapToObj(Channels::ofPartition).collect(Collectors.toUnmodifiableSet());

    private Channels() {}

    static String ofNode(NodeId node) {
        return "n:" + node;
    }

    static String ofPartition(int partition) {
        return PARTITION + partition;
    }

    static Set<String> ofAllPartitions() {
        return PARTITION_NAMES;
    }

    /** The number of a channel that is published to; -1 for others. */
    static int number(String channel) {
        if (channel.equals(ALL)) {
            return ALL_NUMBER;
        }
        return PARTITION_NAMES.contains(channel) ? Integer.parseInt(channel.substring(PARTITION.length())) : -1;
    }

    /** The numbers of the channels that something for these partitions is published to. */
    static Set<Integer> numbers(Set<Integer> partitions) {
        return partitions.isEmpty() ? Set.of(ALL_NUMBER) : partitions;
    }

    /** The numbers of all channels on which something for a client in these rooms may come. */
    static Set<Integer> numbersFor(String namespace, Collection<String> rooms) {
        Set<Integer> numbers = new HashSet<>();
        rooms.forEach(room -> numbers.add(partition(namespace, room)));
        numbers.add(ALL_NUMBER);
        return numbers;
    }

    /** The partition of a room. {@link String#hashCode} is the same in every JVM; its upper bits are mixed in. */
    static int partition(String namespace, String room) {
        int hash = 31 * namespace.hashCode() + room.hashCode();
        hash ^= hash >>> 16;
        hash *= 0x7feb352d;
        hash ^= hash >>> 15;
        return Math.floorMod(hash, PARTITIONS);
    }

    /**
     * The partitions that a publication concerns; none when it is all of them. Whoever changes who is in which room concerns
     * all, as what is sent to other rooms afterwards must find it done.
     */
    static Set<Integer> partitions(Publication publication) {
        if (!(publication.action() instanceof Publication.Emit)) {
            return Set.of();
        }
        Whom whom = publication.whom();
        Set<Integer> partitions = new LinkedHashSet<>();
        for (String room : whom.rooms()) {
            partitions.add(partition(whom.namespace(), room));
        }
        return partitions.size() > MANY ? Set.of() : partitions;
    }
}
