package dev.rooms.hub;

import dev.rooms.cluster.ClusterNode;
import dev.rooms.cluster.NodeId;
import dev.rooms.cluster.Portable;
import dev.rooms.cluster.Progress;
import dev.rooms.cluster.Question;
import dev.rooms.cluster.Reply;
import dev.rooms.cluster.Reply.HandedOver;
import dev.rooms.cluster.Reply.NotHere;
import dev.rooms.cluster.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Clients of one namespace that were lost on one server and come back on another: handed over by the one, taken in by the
 * other.
 *
 * <p>What a client had, it mustn't get twice, and the two servers hear what is published in different orders and at
 * different times. So the one tells how far it has got with each sender on each channel ({@link Progress}) when it hands the
 * client over, with all that the client missed until then; from then on it is the other's. That one adds what has come here
 * and not yet there, and leaves the client out of what came there and not yet here, which is late ({@link Newcomers}). Each
 * channel keeps its order, so the client gets what one sender sends to one room in its order, too.
 *
 * <p>Concurrency: guarded by the {@link RecoveryLog}.
 */
final class Handovers {
    private final String namespace;
    private final RecoveryLog log;
    private final ClusterNode cluster;
    private final Moves moves;

    Handovers(String namespace, RecoveryLog log, ClusterNode cluster, int maxMoves) {
        this.namespace = namespace;
        this.log = log;
        this.cluster = cluster;
        this.moves = new Moves(maxMoves);
    }

    /** The other server that may have a client; empty when it can't be one's, or this server knows the client itself. */
    Optional<NodeId> whereabouts(String pid) {
        Optional<NodeId> maker = Tickets.maker(pid);
        if (maker.isEmpty() || !cluster.hearsAllRooms()) {
            return Optional.empty();
        }
        synchronized (log) {
            if (log.knows(pid)) {
                return Optional.empty();
            }
            return maker.filter(cluster.self()::equals).isPresent() ? moves.of(pid) : maker;
        }
    }

    /** The offset of the last that was sent here. */
    long now() {
        synchronized (log) {
            return log.events().last();
        }
    }

    /** Hands over a client that has come to another server, and forgets it. */
    Reply handOver(Hub hub, NodeId asker, Question.HandOver question) {
        if (!cluster.hearsAllRooms()) {
            // What its rooms were sent while it was away may not have come here at all.
            return new NotHere(Optional.empty());
        }
        synchronized (log) {
            String pid = question.pid();
            Returning returning =
                    new Returning(pid, question.offset(), question.principal().orElse(null));
            Optional<Comeback> comeback = log.claim(hub, returning);
            if (comeback.isPresent()) {
                return handedOver(pid, asker, comeback.get());
            }
            Optional<NodeId> to = moves.of(pid);
            // Whoever asks will have it next; if not, the client begins anew.
            to.ifPresent(before -> moves.moved(pid, asker));
            return new NotHere(to);
        }
    }

    private Reply handedOver(String pid, NodeId asker, Comeback comeback) {
        Identity identity = comeback.stay().identity();
        Map<String, Object> attributes = identity.attributes() == null ? Map.of() : Map.copyOf(identity.attributes());
        if (!Portable.is(attributes)) {
            return new NotHere(Optional.empty());
        }
        if (Tickets.maker(pid).filter(cluster.self()::equals).isPresent()) {
            moves.moved(pid, asker);
        }
        List<String> rooms = comeback.rooms();
        Progress past = log.heard()
                .progress()
                .with(log.newcomers().of(identity.id()))
                .with(cluster.ownProgress())
                .onlyFor(namespace, rooms);
        log.newcomers().remove(identity.id());
        Session session = new Session(
                identity.id(), identity.name(), Optional.ofNullable(identity.principal()), attributes, rooms, past);
        return new HandedOver(
                Optional.of(session),
                comeback.missed().stream().map(Delivery::published).toList());
    }

    /**
     * Takes in a client that another server has handed over.
     *
     * @param askedAt {@link #now} when that server was asked
     */
    Optional<Comeback> takeIn(Returning returning, Session session, HandedOver handed, long askedAt) {
        String id = session.clientId();
        Progress past = session.progress();
        KeptEvents events = log.events();
        long now = System.nanoTime();
        Map<String, Long> everBefore = new HashMap<>();
        session.rooms().forEach(room -> everBefore.put(room, -1L));
        // Of a sender that isn't known there, what came here before was before that server's time.
        List<KeptEvent> notThereYet = events.all(event -> event.place() != null
                && now - event.sentAt() <= Newcomers.LATE_NANOS
                && !past.hasPassed(event.place())
                && (event.offset() > askedAt || past.knows(event.place().sender()))
                && event.isFor(id, everBefore));
        long since = events.last();
        List<KeptEvent> missed = new ArrayList<>();
        handed.missed().forEach(event -> missed.add(events.keep(null, id, null, Delivery.received(event))));
        notThereYet.forEach(event -> missed.add(events.keep(null, id, null, event.event())));
        Map<String, Long> joinedAt = new HashMap<>();
        session.rooms().forEach(room -> joinedAt.put(room, events.last()));
        ConcurrentMap<String, Object> attributes = new ConcurrentHashMap<>(session.attributes());
        Identity identity =
                new Identity(id, session.clientName(), session.principal().orElse(null), attributes, true);
        long owed = missed.isEmpty() ? 0 : events.last();
        moves.cameBack(returning.pid());
        log.newcomers().add(id, past);
        return log.comeback(new Stay(returning.pid(), identity, since, returning.offset(), owed, joinedAt), missed);
    }
}
