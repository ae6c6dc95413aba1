package dev.rooms.hub;

import dev.rooms.cluster.Place;
import dev.rooms.cluster.Progress;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients that came from another server lately. What they had there may yet come here, where it is late, and mustn't be sent
 * to them again. Not thread-safe.
 */
final class Newcomers {
    /** What is later than that isn't told from what is new. */
    static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Newcomer> byId = new LinkedHashMap<>();
    /** What is past for any of them: as a rule nothing that comes is, so that they needn't be asked one by one. */
    private Progress any = Progress.NONE;

    private record Newcomer(Progress progress, long since) {}

    void add(String clientId, Progress progress) {
        byId.remove(clientId);
        if (byId.isEmpty()) {
            any = Progress.NONE;
        }
        byId.put(clientId, new Newcomer(progress, System.nanoTime()));
        any = any.with(progress);
    }

    void remove(String clientId) {
        byId.remove(clientId);
    }

    /** What is past for a client, beside what this server sent to it. */
    Progress of(String clientId) {
        Newcomer newcomer = byId.get(clientId);
        return newcomer == null ? Progress.NONE : newcomer.progress();
    }

    /** Those of a selection who haven't had what stands there. */
    Selection withoutWhoHad(@Nullable Place place, Selection selection) {
        if (place == null || byId.isEmpty() || !any.hasPassed(place)) {
            return selection;
        }
        Set<String> had = new HashSet<>();
        byId.forEach((id, newcomer) -> {
            if (newcomer.progress().hasPassed(place)) {
                had.add(id);
            }
        });
        return had.isEmpty() ? selection : selection.withoutIds(had);
    }

    void forgetOld(long now) {
        if (byId.isEmpty()) {
            return;
        }
        Iterator<Newcomer> eldest = byId.values().iterator();
        while (eldest.hasNext() && now - eldest.next().since() > LATE_NANOS) {
            eldest.remove();
        }
    }
}
