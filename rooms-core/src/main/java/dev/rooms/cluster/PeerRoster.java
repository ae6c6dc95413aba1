package dev.rooms.cluster;

import dev.rooms.cluster.Letter.Arrived;
import dev.rooms.cluster.Letter.Departed;
import dev.rooms.cluster.Letter.RosterPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Another server's clients, as far as this one knows: what it tells is told here once, whether it came as news or, after
 * news was missed, in the whole roster.
 *
 * <p>Not thread-safe: letters that concern all partitions are done one at a time.
 */
final class PeerRoster {
    private final Consumer<Presence> arrivals;
    private final Consumer<Presence> departures;
    private final Map<String, String> namesById = new HashMap<>();
    private final List<RosterPart> parts = new ArrayList<>();
    private long version;

    /** The roster of a server that had no client yet, as far as is known. */
    PeerRoster(Consumer<Presence> arrivals, Consumer<Presence> departures) {
        this.arrivals = arrivals;
        this.departures = departures;
    }

    /** Whether it is older than that: if so, something was missed. News may pass a heartbeat that tells of less. */
    boolean isBehind(long theirs) {
        return version < theirs;
    }

    /** Takes news in, unless some were missed before them: the whole roster will tell of these, too. */
    void arrived(Arrived news) {
        if (news.version() == version + 1) {
            version++;
            add(news.client());
        }
    }

    /** Takes news in, unless some were missed before them. */
    void departed(Departed news) {
        if (news.version() == version + 1) {
            version++;
            remove(news.clientId());
        }
    }

    /** Takes in a part of the whole; once all parts are there, it is as they say. Whether they are. */
    boolean add(RosterPart part) {
        if (part.part() != parts.size() || (!parts.isEmpty() && parts.get(0).version() != part.version())) {
            parts.clear();
        }
        if (part.part() == parts.size()) {
            parts.add(part);
        }
        if (parts.size() < part.parts()) {
            return false;
        }
        replace(part.version());
        parts.clear();
        return true;
    }

    private void replace(long theirs) {
        if (theirs < version) {
            return;
        }
        Map<String, String> now = new HashMap<>();
        parts.forEach(part -> part.clients().forEach(client -> now.put(client.clientId(), client.clientName())));
        List.copyOf(namesById.keySet()).stream()
                .filter(id -> !now.containsKey(id))
                .forEach(this::remove);
        now.forEach((id, name) -> add(new Presence(id, name)));
        version = theirs;
    }

    /** The server has gone, and all its clients with it. */
    void clear() {
        List.copyOf(namesById.keySet()).forEach(this::remove);
    }

    private void add(Presence client) {
        if (namesById.put(client.clientId(), client.clientName()) == null) {
            arrivals.accept(client);
        }
    }

    private void remove(String clientId) {
        String name = namesById.remove(clientId);
        if (name != null) {
            departures.accept(new Presence(clientId, name));
        }
    }
}
