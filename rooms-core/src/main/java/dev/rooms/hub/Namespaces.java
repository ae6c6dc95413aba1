package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.RecoverySettings;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The namespaces of one server, each with clients and rooms of its own. Thread-safe. */
public final class Namespaces {
    /** The namespace that every server has. */
    public static final String MAIN = "/";

    private final Services services;
    private final Optional<RecoverySettings> recovery;
    private final Map<String, Hub> hubs = new ConcurrentHashMap<>();
    private final Hub main;

    /** The main namespace, and none beside it. */
    public Namespaces(Services services, Announcements announcements, Optional<RecoverySettings> recovery) {
        this.services = services;
        this.recovery = recovery;
        this.main = new Hub(MAIN, services, announcements, recovery);
        hubs.put(MAIN, main);
        services.cluster().ifPresent(cluster -> cluster.start(new ForOthers(this)));
    }

    /** The main namespace. */
    public Hub main() {
        return main;
    }

    /** A namespace, if there is one of that name. */
    public Optional<Hub> find(String name) {
        return Optional.ofNullable(hubs.get(name));
    }

    /** A namespace, made if there is none of that name; only the main one tells clients of each other. */
    public Hub get(String name) {
        return hubs.computeIfAbsent(name, missing -> new Hub(missing, services, Announcements.OFF, recovery));
    }

    /** What they all share. */
    public Services services() {
        return services;
    }

    /** The connections of all their clients. */
    public Connections connections() {
        return services.connections();
    }

    /** All namespaces. */
    Collection<Hub> all() {
        return Collections.unmodifiableCollection(hubs.values());
    }

    /** Stops the threads and leaves the backplane; connections are closed before. */
    public void stop() {
        services.stop();
    }
}
