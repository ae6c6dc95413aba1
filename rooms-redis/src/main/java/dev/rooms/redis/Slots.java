package dev.rooms.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which node of a cluster serves which slot. Immutable. */
final class Slots {
    private final @Nullable Node[] owners;

    private Slots(@Nullable Node[] owners) {
        this.owners = owners;
    }

    /**
     * Reads what a node answers to {@code CLUSTER SLOTS}: for each range of slots its first and last one, and the nodes that
     * have it, the master first, each as its endpoint, its port, and more.
     *
     * @param asked the node that said so, which stands for itself where it doesn't know its own address
     * @throws IllegalArgumentException when it is no such answer
     */
    static Slots read(List<?> answer, Node asked) {
        @Nullable Node[] owners = new Node[SlotHash.SLOT_COUNT];
        for (Object range : answer) {
            if (!(range instanceof List<?> parts
                    && parts.size() >= 3
                    && parts.get(0) instanceof Long first
                    && parts.get(1) instanceof Long last
                    && first >= 0
                    && last < SlotHash.SLOT_COUNT
                    && parts.get(2) instanceof List<?> master
                    && master.size() >= 2
                    && master.get(1) instanceof Long port)) {
                throw new IllegalArgumentException(asked + " answered CLUSTER SLOTS with something else");
            }
            String host = master.get(0) instanceof byte[] name ? new String(name, StandardCharsets.UTF_8) : "";
            // By the documentation of the command: no endpoint is the one asked, and this one can't be reached.
            if (!host.equals("?")) {
                Node owner = new Node(host.isEmpty() ? asked.host() : host, port.intValue());
                Arrays.fill(owners, first.intValue(), last.intValue() + 1, owner);
            }
        }
        return new Slots(owners);
    }

    @Nullable Node owner(int slot) {
        return owners[slot];
    }
}
