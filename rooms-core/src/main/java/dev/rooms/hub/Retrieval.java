package dev.rooms.hub;

import dev.rooms.Gathered;
import dev.rooms.cluster.ClusterNode;
import dev.rooms.cluster.Event;
import dev.rooms.cluster.NodeId;
import dev.rooms.cluster.Question;
import dev.rooms.cluster.Reply;
import dev.rooms.cluster.Reply.HandedOver;
import dev.rooms.cluster.Reply.NotHere;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the server that a client was on for it. One server alone is asked, by its own channel, if it is there, and it may
 * name another one that the client went to since; so whoever sends secrets that he made up has no more asked than he sends.
 * Thread-safe.
 */
final class Retrieval {
    /** Clients that may be asked for at a time; who comes then begins anew. */
    static final int MAX_UNDER_WAY = 1_000;

    private final String namespace;
    private final ClusterNode cluster;
    private final Handovers handovers;
    private final AtomicInteger underWay = new AtomicInteger();

    Retrieval(String namespace, ClusterNode cluster, Handovers handovers) {
        this.namespace = namespace;
        this.cluster = cluster;
        this.handovers = handovers;
    }

    /**
     * What was asked.
     *
     * @param at the offset of the last that was sent here before
     * @param answer what comes; empty if the client begins anew
     */
    record Asked(long at, CompletionStage<Optional<HandedOver>> answer) {}

    /** Begins to ask for a client; empty where nobody is to be asked. */
    Optional<Asked> ask(Returning returning) {
        Optional<NodeId> server = handovers.whereabouts(returning.pid()).filter(cluster::hasPeer);
        if (server.isEmpty()
                || returning.offset().filter(text -> !Tickets.isOffset(text)).isPresent()) {
            return Optional.empty();
        }
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            return Optional.empty();
        }
        Question.HandOver question = new Question.HandOver(
                namespace, returning.pid(), returning.offset(), Optional.ofNullable(returning.principal()));
        long now = handovers.now();
        return Optional.of(new Asked(
                now, ask(server.get(), question, true).whenComplete((any, never) -> underWay.decrementAndGet())));
    }

    private CompletionStage<Optional<HandedOver>> ask(NodeId server, Question.HandOver question, boolean mayHaveMoved) {
        return cluster.ask(server, question).thenCompose(gathered -> {
            Optional<HandedOver> whole = whole(gathered);
            if (whole.isPresent() || !mayHaveMoved) {
                return CompletableFuture.completedStage(whole);
            }
            return movedTo(gathered)
                    .map(to -> ask(to, question, false))
                    .orElse(CompletableFuture.completedStage(Optional.empty()));
        });
    }

    private Optional<NodeId> movedTo(Gathered<List<Reply>> gathered) {
        return gathered.value().stream()
                .filter(NotHere.class::isInstance)
                .map(NotHere.class::cast)
                .flatMap(reply -> reply.to().stream())
                .filter(cluster::hasPeer)
                .findFirst();
    }

    /** All parts of it; empty unless they are all there. */
    private static Optional<HandedOver> whole(Gathered<List<Reply>> gathered) {
        Optional<HandedOver> whole = Optional.empty();
        List<Event> missed = new ArrayList<>();
        for (Reply reply : gathered.value()) {
            if (!(reply instanceof HandedOver part)) {
                return Optional.empty();
            }
            missed.addAll(part.missed());
            if (part.session().isPresent()) {
                whole = Optional.of(part);
            }
        }
        return gathered.isComplete() ? whole.map(first -> new HandedOver(first.session(), missed)) : Optional.empty();
    }
}
