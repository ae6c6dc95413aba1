package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.cluster.Place;
import dev.rooms.registry.Occupant;
import dev.rooms.transport.CloseReason;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What was sent lately in one namespace, and who has left and may come back for it (Socket.IO 4.6, "Connection state
 * recovery"). Bounded in time, in bytes, and in clients that are away.
 *
 * <p>Every event has an offset. A client that comes back names the last one that it received, and gets the later ones that
 * were for it. Events that grew old are forgotten without harm: the log keeps them for as long as a client may be away,
 * and for a heartbeat more, so whoever may come back has answered a ping that was sent after them, and has them. Events
 * that are forgotten for their bytes may be missing, so nobody who came before them comes back. Nor does a client that was
 * lost again before it had what it missed, once any of that may have grown old.
 *
 * <p>Concurrency: all is guarded by {@code this}, which is held while an event is handed to the lanes, while a room is
 * joined, and while a client comes back. So the order of the offsets is the order in which each lane sends, and a client
 * that comes back gets each event either from here or live, never both or none. What happens meanwhile doesn't block. This
 * monitor is taken before those of rooms and connections, and never while one of them is held. {@link Entrance} and
 * {@link Handovers} take it, too, for what must happen while nothing is sent.
 */
final class RecoveryLog {
    private final RecoverySettings settings;
    private final Services services;
    private final Tickets tickets;
    private final KeptEvents events;
    private final Map<ConnectedClient, Stay> here = new HashMap<>();
    private final Map<String, Stay> byPid = new HashMap<>();
    private final Map<String, Stay> away = new LinkedHashMap<>();
    private final Heard heard;
    private final Newcomers newcomers = new Newcomers();
    private boolean expiring;

    RecoveryLog(RecoverySettings settings, Services services, Tickets tickets) {
        this.settings = settings;
        this.services = services;
        this.tickets = tickets;
        Limits limits = services.limits();
        long keptNanos = settings.maxDisconnection()
                .plus(limits.heartbeatInterval())
                .plus(limits.heartbeatTimeout())
                .toNanos();
        this.events = new KeptEvents(tickets, keptNanos, settings.maxBytes());
        this.heard = new Heard(keptNanos);
    }

    /** Sends an event to those who are selected; how many they are. */
    @FunctionalInterface
    interface Sending {
        int send(Selection selection, EncodedEvent event);
    }

    // What is sent.

    /**
     * Sends an event to a selection, with its offset.
     *
     * @param placing gives it its place among what its server published; none if it is this server's alone
     */
    synchronized int dispatch(
            Selection selection, EncodedEvent event, Supplier<Optional<Place>> placing, Sending sending) {
        Place place = placing.get().orElse(null);
        if (place != null && place.heardOn() != Place.NOWHERE) {
            heard.note(place);
        }
        Selection missing = newcomers.withoutWhoHad(place, selection);
        KeptEvent kept = events.keep(missing, null, place, event);
        forgetOld();
        return sending.send(missing, kept.event());
    }

    /** Sends an event to one client, with its offset. */
    synchronized void dispatch(String clientId, EncodedEvent event, Consumer<EncodedEvent> send) {
        KeptEvent kept = events.keep(null, clientId, null, event);
        forgetOld();
        send.accept(kept.event());
    }

    private void forgetOld() {
        long now = System.nanoTime();
        events.forgetOld(now);
        newcomers.forgetOld(now);
        Iterator<Stay> eldest = away.values().iterator();
        while (eldest.hasNext()) {
            Stay stay = eldest.next();
            if (!isOver(stay, now) && away.size() <= settings.maxClients()) {
                break;
            }
            eldest.remove();
            byPid.remove(stay.pid());
        }
    }

    private boolean isOver(Stay stay, long now) {
        return now - stay.leftAt() > settings.maxDisconnection().toNanos();
    }

    // Who is here.

    /** Joins a room, and remembers what was sent there before; one that it comes back to is joined since the first time. */
    synchronized Occupant.Join join(ConnectedClient client, String room, Supplier<Occupant.Join> deed) {
        Occupant.Join joined = deed.get();
        Stay stay = here.get(client);
        if (joined == Occupant.Join.JOINED && stay != null) {
            stay.joinedAt().putIfAbsent(room, events.last());
        }
        return joined;
    }

    /** A client has left a room. */
    synchronized void left(ConnectedClient client, String room) {
        Stay stay = here.get(client);
        if (stay != null) {
            stay.joinedAt().remove(room);
        }
    }

    /**
     * A client may come back from now on.
     *
     * @param comeback what it came back to; its secret stays the same then
     * @return the secret that it comes back with
     */
    synchronized String arrived(ConnectedClient client, Optional<Comeback> comeback) {
        Stay stay = comeback.map(Comeback::stay)
                .orElseGet(() -> new Stay(tickets.nextPid(), client.identity(), events.last()));
        stay.identify(client.identity());
        here.put(client, stay);
        byPid.put(stay.pid(), stay);
        return stay.pid();
    }

    /**
     * A client has gone; whether it may come back. It does so to all rooms that it didn't leave, also to those that it came
     * back to and hadn't joined again when it was lost once more.
     */
    synchronized void gone(ConnectedClient client, boolean mayComeBack) {
        Stay stay = here.remove(client);
        if (stay == null) {
            return;
        }
        if (!mayComeBack) {
            byPid.remove(stay.pid());
            return;
        }
        stay.leave(System.nanoTime());
        stay.identify(client.identityNow());
        away.put(stay.pid(), stay);
        forgetOld();
        if (!expiring) {
            expireLater(settings.maxDisconnection().toNanos());
        }
    }

    /** Forgets the clients that are away for too long, also where nothing is sent any more. */
    @SuppressWarnings("FutureReturnValueIgnored") // it can't fail, and ends with the server
    private void expireLater(long nanos) {
        expiring = true;
        services.timers().schedule(this::expire, nanos + 1, TimeUnit.NANOSECONDS);
    }

    private synchronized void expire() {
        expiring = false;
        forgetOld();
        Iterator<Stay> eldest = away.values().iterator();
        if (eldest.hasNext()) {
            expireLater(eldest.next().leftAt() + settings.maxDisconnection().toNanos() - System.nanoTime());
        }
    }

    // Who comes back.

    /**
     * Takes back what a client had; empty when it can't come back. If the server hasn't noticed that it is gone, its earlier
     * connection ends now.
     */
    synchronized Optional<Comeback> claim(Hub hub, Returning returning) {
        String pid = returning.pid();
        Stay stay = byPid.get(pid);
        if (stay == null || !Objects.equals(stay.identity().principal(), returning.principal())) {
            return Optional.empty();
        }
        if (!away.containsKey(pid)) {
            hub.connected(stay.identity().id()).ifPresent(stale -> hub.lost(stale, CloseReason.LOST));
        }
        if (away.remove(pid) == null) {
            return Optional.empty();
        }
        byPid.remove(pid);
        long from = stay.from(returning.offset(), tickets);
        boolean mayLackOld = from < stay.owed() && from < events.forgottenUpTo();
        if (isOver(stay, System.nanoTime()) || from < events.lostUpTo() || from > events.last() || mayLackOld) {
            return Optional.empty();
        }
        String id = stay.identity().id();
        List<KeptEvent> missed = events.all(event -> event.offset() > from && event.isFor(id, stay.joinedAt()));
        return comeback(stay.resumed(lastOffset(missed)), missed);
    }

    private static long lastOffset(List<KeptEvent> events) {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).offset();
    }

    /** Unless it missed more than may wait for it. */
    Optional<Comeback> comeback(Stay stay, List<KeptEvent> missed) {
        long bytes = missed.stream().mapToLong(KeptEvent::size).sum();
        return bytes > services.limits().maxWaitingBytes()
                ? Optional.empty()
                : Optional.of(
                        new Comeback(stay, missed.stream().map(KeptEvent::event).toList()));
    }

    // What Handovers needs; only while it holds this monitor.

    boolean knows(String pid) {
        return byPid.containsKey(pid);
    }

    KeptEvents events() {
        return events;
    }

    Heard heard() {
        return heard;
    }

    Newcomers newcomers() {
        return newcomers;
    }
}
