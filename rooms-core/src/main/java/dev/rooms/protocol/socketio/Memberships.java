package dev.rooms.protocol.socketio;

import dev.rooms.hub.Guest;
import dev.rooms.transport.CloseReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that one connection is in, and the deadline of a connection that is in none.
 *
 * <p>Concurrency: {@code links} is replaced under this monitor and read without.
 */
final class Memberships {
    private final SocketIoSession session;
    private final SocketIo shared;
    private volatile Map<String, NamespaceLink> links = Map.of();
    private @Nullable Future<?> lonely;

    Memberships(SocketIoSession session, SocketIo shared) {
        this.session = session;
        this.shared = shared;
    }

    /** The membership in a namespace, from the moment that the client asks for it; null when it didn't. */
    @Nullable NamespaceLink find(String namespace) {
        return links.get(namespace);
    }

    /** The clients that were let in. */
    List<Guest> guests() {
        return links.values().stream()
                .flatMap(link -> Optional.ofNullable(link.guest()).stream())
                .toList();
    }

    synchronized void add(NamespaceLink link) {
        if (links.isEmpty()) {
            links = Map.of(link.namespace(), link);
        } else {
            Map<String, NamespaceLink> more = new HashMap<>(links);
            more.put(link.namespace(), link);
            links = more;
        }
    }

    synchronized void remove(NamespaceLink link) {
        if (links.get(link.namespace()) == link) {
            Map<String, NamespaceLink> fewer = new HashMap<>(links);
            fewer.remove(link.namespace());
            links = Map.copyOf(fewer);
        }
        if (guests().isEmpty()) {
            waitForClient();
        }
    }

    /** Closes the connection when it is without a client for too long. */
    synchronized void waitForClient() {
        if (lonely == null && !session.isClosed()) {
            lonely = shared.services()
                    .timers()
                    .schedule(
                            () -> session.socket().close(CloseReason.NO_HEARTBEAT),
                            shared.settings().connectTimeout().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** A client is in, or the connection is over. */
    synchronized void stopWaiting() {
        if (lonely != null) {
            lonely.cancel(false);
            lonely = null;
        }
    }
}
