package dev.rooms.hub;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those of this server whom one broadcast leaves out. Their ids are looked up once; each recipient is then compared with
 * them by identity alone, as a walk over a large room would notice the hash of a string. Whoever isn't here can't be met.
 *
 * @param one the only one, as usual; null when there is none, or more
 * @param many all of them when there is more than one
 */
record Excluded(@Nullable ConnectedClient one, Set<ConnectedClient> many) {
    static final Excluded NOBODY = new Excluded(null, Set.of());

    /** Those with these ids. To be asked after the roll was called, so that none on it came later than the look-up. */
    static Excluded of(Hub hub, Set<String> ids) {
        if (ids.isEmpty()) {
            return NOBODY;
        }
        Set<ConnectedClient> here = Collections.newSetFromMap(new IdentityHashMap<>(ids.size()));
        ids.forEach(id -> hub.known(id).ifPresent(here::add));
        return here.size() == 1 ? new Excluded(here.iterator().next(), Set.of()) : new Excluded(null, here);
    }

    boolean contains(ConnectedClient client) {
        return client == one || (!many.isEmpty() && many.contains(client));
    }

    /** How many of them count among everyone. */
    int count() {
        return one == null ? many.size() : 1;
    }

    /** How many of them are in that room. */
    int countIn(String room) {
        if (one != null) {
            return one.isIn(room) ? 1 : 0;
        }
        return (int) many.stream().filter(client -> client.isIn(room)).count();
    }
}
