package dev.rooms.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a channel's name begins with, so that it has the tag's slot in a cluster. There are sixteen, the same for all servers,
 * with slots that are spread evenly.
 *
 * <p>A server publishes all by one tag, and subscribes by all of them. So what it sends stays in its order, which it wouldn't
 * if each channel had a slot of its own, and yet the servers share the cluster's nodes.
 */
record Tag(String text, int slot) {
    private static final int COUNT = 16;

    static final List<Tag> ALL =
            IntStream.range(0, COUNT).mapToObj(Tag::firstWithin).toList();

    private static Tag firstWithin(int part) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "{" + number + "}:")
                .map(text -> new Tag(text, SlotHash.getSlot(text)))
                .filter(tag -> tag.slot() / (SlotHash.SLOT_COUNT / COUNT) == part)
                .findFirst()
                .orElseThrow();
    }

    /** The name by which a channel goes here. */
    String name(String channel) {
        return text + channel;
    }

    /** The channel that goes by a name. */
    static String channel(String name) {
        return name.substring(name.indexOf("}:") + 2);
    }
}
