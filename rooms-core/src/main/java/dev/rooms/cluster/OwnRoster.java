package dev.rooms.cluster;

import dev.rooms.cluster.Letter.Arrived;
import dev.rooms.cluster.Letter.Departed;
import dev.rooms.cluster.Letter.RosterPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * This server's clients, for the others to know of: each change has a number, so whoever missed one notices, and asks for all.
 *
 * <p>Concurrency: guarded by {@code this}, which is held while a change is handed to the outbox, so that changes leave in the
 * order of their numbers.
 */
final class OwnRoster {
    private static final int CLIENTS_A_PART = 1_000;

    private final Outbox outbox;
    private final Map<String, String> namesById = new HashMap<>();
    private long version;

    OwnRoster(Outbox outbox) {
        this.outbox = outbox;
    }

    synchronized long version() {
        return version;
    }

    synchronized void arrived(Presence client) {
        namesById.put(client.clientId(), client.clientName());
        version++;
        outbox.send(Channels.ALL, new Arrived(version, client));
    }

    /** Does nothing for a client that isn't on it. */
    synchronized void departed(String clientId) {
        if (namesById.remove(clientId) != null) {
            version++;
            outbox.send(Channels.ALL, new Departed(version, clientId));
        }
    }

    /** All of it as it is now. */
    synchronized List<RosterPart> parts() {
        List<Presence> clients = new ArrayList<>(namesById.size());
        namesById.forEach((id, name) -> clients.add(new Presence(id, name)));
        int parts = Math.max(1, (clients.size() + CLIENTS_A_PART - 1) / CLIENTS_A_PART);
        List<RosterPart> all = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int from = part * CLIENTS_A_PART;
            all.add(new RosterPart(
                    version,
                    part,
                    parts,
                    List.copyOf(clients.subList(from, Math.min(from + CLIENTS_A_PART, clients.size())))));
        }
        return all;
    }
}
