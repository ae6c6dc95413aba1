package dev.rooms.hub;

import dev.rooms.cluster.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where clients are that first came to this server and went to another one: their secrets tell of this one for good, so the
 * others ask here. Bounded; of whom nobody has asked for longest is forgotten. Not thread-safe.
 */
final class Moves {
    private final Map<String, NodeId> byPid;

    Moves(int max) {
        byPid = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, NodeId> eldest) {
                return size() > max;
            }
        };
    }

    Optional<NodeId> of(String pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    void moved(String pid, NodeId to) {
        byPid.put(pid, to);
    }

    void cameBack(String pid) {
        byPid.remove(pid);
    }
}
