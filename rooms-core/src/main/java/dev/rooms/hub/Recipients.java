package dev.rooms.hub;

import dev.rooms.FoundClient;
import dev.rooms.registry.Roll;
import dev.rooms.transport.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who of this server a selection is. Thread-safe. */
final class Recipients {
    private final Hub hub;

    Recipients(Hub hub) {
        this.hub = hub;
    }

    /** How many of this server are selected; while members come and go it may be off by those. */
    int count(Selection selection) {
        if (!isOneRoll(selection)) {
            return select(selection).size();
        }
        Roll<ConnectedClient> roll = roll(selection);
        return count(roll, selection, Excluded.of(hub, selection.exceptIds()));
    }

    /** Whether those who are selected are on one roll, so that none is met twice, and none must be asked for his rooms. */
    static boolean isOneRoll(Selection selection) {
        return selection.rooms().size() <= 1 && selection.exceptRooms().isEmpty();
    }

    /** The roll that they are on. */
    Roll<ConnectedClient> roll(Selection oneRoll) {
        return oneRoll.rooms().isEmpty()
                ? hub.registry().everyone()
                : hub.registry().roll(oneRoll.rooms().iterator().next());
    }

    /** How many on a roll are none of these. */
    static int count(Roll<ConnectedClient> roll, Selection oneRoll, Excluded excluded) {
        int left = oneRoll.rooms().isEmpty()
                ? excluded.count()
                : excluded.countIn(oneRoll.rooms().iterator().next());
        return Math.max(0, roll.size() - left);
    }

    /** What is known of those of this server who are selected. */
    List<FoundClient> find(Selection selection) {
        return select(selection).stream()
                .map(client -> new FoundClient(client.id(), client.name(), client.principal(), client.rooms()))
                .toList();
    }

    /** Those of this server who are selected. */
    List<ConnectedClient> select(Selection selection) {
        return collect(selection).values().stream().flatMap(Collection::stream).toList();
    }

    private List<Roll<ConnectedClient>> rolls(Set<String> rooms) {
        return rooms.isEmpty()
                ? List.of(hub.registry().everyone())
                : rooms.stream().map(hub.registry()::roll).toList();
    }

    /** Those who are selected, once each, by the lane that writes them. */
    Map<Lane, Set<ConnectedClient>> collect(Selection selection) {
        Map<Lane, Set<ConnectedClient>> byLane = new HashMap<>();
        List<Roll<ConnectedClient>> rolls = rolls(selection.rooms());
        Excluded excluded = Excluded.of(hub, selection.exceptIds());
        for (Roll<ConnectedClient> roll : rolls) {
            for (int i = 0; i < roll.lanes(); i++) {
                Set<ConnectedClient> clients = byLane.computeIfAbsent(roll.lane(i), lane -> new LinkedHashSet<>());
                roll.walk(i, client -> {
                    if (!excluded.contains(client)
                            && selection.exceptRooms().stream().noneMatch(client::isIn)) {
                        clients.add(client);
                    }
                });
            }
        }
        return byLane;
    }
}
