package dev.rooms.hub;

import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.registry.Occupant;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

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
 * monitor is taken before those of rooms and connections, and never while one of them is held.
 */
final class RecoveryLog {
    private static final int RADIX = 36;

    private final RecoverySettings settings;
    private final Services services;
    private final Ids ids = new Ids();
    private final long keptNanos;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Map<ConnectedClient, Stay> here = new HashMap<>();
    private final Map<String, Stay> byPid = new HashMap<>();
    private final Map<String, Stay> away = new LinkedHashMap<>();
    private long last;
    private long lostUpTo;
    private long forgottenUpTo;
    private long bytes;
    private boolean expiring;

    RecoveryLog(RecoverySettings settings, Services services) {
        this.settings = settings;
        this.services = services;
        Limits limits = services.limits();
        this.keptNanos = settings.maxDisconnection()
                .plus(limits.heartbeatInterval())
                .plus(limits.heartbeatTimeout())
                .toNanos();
    }

    /** One event that was sent; to a selection, or to one client. */
    private record Entry(
            long offset,
            long sentAt,
            @Nullable Selection selection,
            @Nullable String clientId,
            EncodedEvent event,
            long size) {

        boolean isFor(String id, Map<String, Long> joinedAt) {
            if (selection == null) {
                return id.equals(clientId);
            }
            if (selection.exceptIds().contains(id)
                    || selection.exceptRooms().stream().anyMatch(room -> isIn(room, joinedAt))) {
                return false;
            }
            return selection.rooms().isEmpty() || selection.rooms().stream().anyMatch(room -> isIn(room, joinedAt));
        }

        private boolean isIn(String room, Map<String, Long> joinedAt) {
            Long since = joinedAt.get(room);
            return since != null && since < offset;
        }
    }

    /** A client that may come back, while it is here and for a while after. */
    private static final class Stay {
        private final String pid;
        private Identity identity;
        private final long since;
        /** The last of what it missed and was sent again; 0 if nothing. It may be lost before it has that. */
        private final long owed;

        private final Map<String, Long> joinedAt;
        private long leftAt;

        Stay(String pid, Identity identity, long since) {
            this(pid, identity, since, 0, new HashMap<>(4));
        }

        private Stay(String pid, Identity identity, long since, long owed, Map<String, Long> joinedAt) {
            this.pid = pid;
            this.identity = identity;
            this.since = since;
            this.owed = owed;
            this.joinedAt = joinedAt;
        }

        /** The same client again: what it joined when holds on, as it may be lost again before it has what it missed. */
        Stay resumed(Identity now, long owedNow) {
            return new Stay(pid, now, since, Math.max(owed, owedNow), joinedAt);
        }
    }

    /**
     * What a client comes back to.
     *
     * @param earlier what was known of it
     * @param missed what it missed, in order
     * @param owed the offset of the last of that; 0 if there is none
     */
    record Comeback(Stay earlier, List<EncodedEvent> missed, long owed) {
        /** Who it was. */
        Identity identity() {
            return earlier.identity;
        }

        /** The rooms that it was in. */
        List<String> rooms() {
            return List.copyOf(earlier.joinedAt.keySet());
        }
    }

    /** Does something while nothing is sent. */
    synchronized void alone(Consumer<RecoveryLog> deed) {
        deed.accept(this);
    }

    /** Sends an event to a selection, with its offset. */
    synchronized int dispatch(Selection selection, EncodedEvent event, ToIntFunction<EncodedEvent> send) {
        return send.applyAsInt(keep(selection, null, event));
    }

    /** Sends an event to one client, with its offset. */
    synchronized void dispatch(String clientId, EncodedEvent event, Consumer<EncodedEvent> send) {
        send.accept(keep(null, clientId, event));
    }

    private EncodedEvent keep(@Nullable Selection selection, @Nullable String clientId, EncodedEvent event) {
        EncodedEvent kept = event.withOffset(Long.toString(++last, RADIX));
        Entry entry = new Entry(last, System.nanoTime(), selection, clientId, kept, size(event));
        entries.add(entry);
        bytes += entry.size();
        while (bytes > settings.maxBytes() && !entries.isEmpty()) {
            lostUpTo = forgetFirst();
        }
        forgetOld();
        return kept;
    }

    private void forgetOld() {
        long now = System.nanoTime();
        while (!entries.isEmpty() && now - entries.getFirst().sentAt() > keptNanos) {
            forgottenUpTo = forgetFirst();
        }
        Iterator<Stay> eldest = away.values().iterator();
        while (eldest.hasNext()) {
            Stay stay = eldest.next();
            if (!isOver(stay, now) && away.size() <= settings.maxClients()) {
                break;
            }
            eldest.remove();
            byPid.remove(stay.pid);
        }
    }

    private boolean isOver(Stay stay, long now) {
        return now - stay.leftAt > settings.maxDisconnection().toNanos();
    }

    private long forgetFirst() {
        Entry first = entries.removeFirst();
        bytes -= first.size();
        return first.offset();
    }

    /** Roughly what an event holds: its data, and the same once more in frames. */
    private static long size(EncodedEvent event) {
        long size = 200;
        for (Json value : event.content().values()) {
            size += 2L * value.text().length();
        }
        for (ByteBuffer attachment : event.content().attachments()) {
            size += 2L * attachment.remaining();
        }
        return size;
    }

    /** Joins a room, and remembers what was sent there before; one that it comes back to is joined since the first time. */
    synchronized Occupant.Join join(ConnectedClient client, String room, Supplier<Occupant.Join> deed) {
        Occupant.Join joined = deed.get();
        Stay stay = here.get(client);
        if (joined == Occupant.Join.JOINED && stay != null) {
            stay.joinedAt.putIfAbsent(room, last);
        }
        return joined;
    }

    /** A client has left a room. */
    synchronized void left(ConnectedClient client, String room) {
        Stay stay = here.get(client);
        if (stay != null) {
            stay.joinedAt.remove(room);
        }
    }

    /**
     * A client may come back from now on.
     *
     * @param comeback what it came back to; its secret stays the same then
     * @return the secret that it comes back with
     */
    synchronized String arrived(ConnectedClient client, Optional<Comeback> comeback) {
        Stay stay = comeback.map(back -> back.earlier().resumed(client.identity(), back.owed()))
                .orElseGet(() -> new Stay(ids.next(), client.identity(), last));
        here.put(client, stay);
        byPid.put(stay.pid, stay);
        return stay.pid;
    }

    /** A client has gone; whether it may come back. */
    synchronized void gone(ConnectedClient client, List<String> rooms, boolean mayComeBack) {
        Stay stay = here.remove(client);
        if (stay == null) {
            return;
        }
        if (!mayComeBack) {
            byPid.remove(stay.pid);
            return;
        }
        stay.joinedAt.keySet().retainAll(rooms);
        stay.leftAt = System.nanoTime();
        stay.identity = client.identityNow();
        away.put(stay.pid, stay);
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
            expireLater(eldest.next().leftAt + settings.maxDisconnection().toNanos() - System.nanoTime());
        }
    }

    /**
     * Takes back what a client had; empty when it can't come back. If the server hasn't noticed that it is gone, its earlier
     * connection ends now.
     *
     * @param offset the last that it received; empty when it received nothing
     */
    synchronized Optional<Comeback> claim(Hub hub, String pid, Optional<String> offset, @Nullable String principal) {
        Stay stay = byPid.get(pid);
        if (stay == null || !Objects.equals(stay.identity.principal(), principal)) {
            return Optional.empty();
        }
        if (!away.containsKey(pid)) {
            hub.connected(stay.identity.id()).ifPresent(stale -> hub.lost(stale, CloseReason.LOST));
        }
        if (away.remove(pid) == null) {
            return Optional.empty();
        }
        byPid.remove(pid);
        long from = offset.map(RecoveryLog::parse).orElse(stay.since);
        boolean mayLackOld = from < stay.owed && from < forgottenUpTo;
        if (isOver(stay, System.nanoTime()) || from < lostUpTo || from > last || mayLackOld) {
            return Optional.empty();
        }
        List<EncodedEvent> missed = new ArrayList<>();
        long missedBytes = 0;
        long owed = 0;
        for (Entry entry : entries) {
            if (entry.offset() > from && entry.isFor(stay.identity.id(), stay.joinedAt)) {
                missed.add(entry.event());
                missedBytes += entry.size();
                owed = entry.offset();
            }
        }
        return missedBytes > services.limits().maxWaitingBytes()
                ? Optional.empty()
                : Optional.of(new Comeback(stay, missed, owed));
    }

    private static long parse(String offset) {
        try {
            return offset.length() > 13 ? -1 : Long.parseLong(offset, RADIX);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
