package dev.rooms.hub;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections that are open, and how many more there may be. Thread-safe. */
public final class Connections {
    private final int max;
    private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();

    /**
     * None are open.
     *
     * @param max how many may be open at a time; 0 is no limit
     */
    Connections(int max) {
        this.max = max;
    }

    /** Whether there are as many as there may be. */
    public boolean isFull() {
        return max > 0 && places.get() >= max;
    }

    /** Counts one more, unless there are as many as there may be. */
    public boolean takePlace() {
        if (places.incrementAndGet() > max && max > 0) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts one less. */
    public void giveBackPlace() {
        places.decrementAndGet();
    }

    /** A connection is open, and has to be closed before the server ends. */
    public void add(OpenConnection connection) {
        open.add(connection);
    }

    /** A connection is over. */
    public void remove(OpenConnection connection) {
        open.remove(connection);
    }

    /** Those that are open. */
    public Collection<OpenConnection> all() {
        return Collections.unmodifiableSet(open);
    }
}
