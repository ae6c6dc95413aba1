package dev.rooms.hub;

import dev.rooms.Answers;
import dev.rooms.Arguments;
import dev.rooms.EventNames;
import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.RefusedException;
import dev.rooms.cluster.Event;
import dev.rooms.cluster.Place;
import dev.rooms.cluster.Publication;
import dev.rooms.cluster.Reply;
import dev.rooms.payload.Content;
import dev.rooms.registry.Roll;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings events, and whatever else is done to many clients at once, to those of one namespace who are selected: this
 * server's first, then through the backplane to the others'. Nothing here holds a lock while it sends, unless clients may
 * recover what they missed (see {@link RecoveryLog}).
 */
final class Delivery {
    private final Hub hub;
    private final Services services;
    private final Elsewhere elsewhere;
    private final Optional<RecoveryLog> recovery;
    private final Recipients recipients;

    Delivery(Hub hub, Services services, Elsewhere elsewhere, Optional<RecoveryLog> recovery, Recipients recipients) {
        this.hub = hub;
        this.recipients = recipients;
        this.services = services;
        this.elsewhere = elsewhere;
        this.recovery = recovery;
    }

    /** An event of the server's, ready for any protocol. */
    EncodedEvent encode(String event, Object data) {
        return new EncodedEvent(
                EventNames.requireSendable(event), services.payloads().content(data));
    }

    /** Sends an event to those who are selected, here and, unless it is local, on other servers; how many are here. */
    int emit(Selection selection, boolean local, boolean onlyWritable, String event, Object data) {
        EncodedEvent encoded = encode(event, data);
        if (local || elsewhere.isNowhere()) {
            return deliver(selection, onlyWritable, encoded, Optional::empty);
        }
        Publication.Emit emit = new Publication.Emit(published(encoded), onlyWritable);
        if (isKept(onlyWritable)) {
            int count = deliver(selection, onlyWritable, encoded, () -> elsewhere.queue(selection, emit));
            elsewhere.flush();
            return count;
        }
        int count = send(selection, onlyWritable, encoded);
        elsewhere.publish(selection, emit);
        return count;
    }

    /** The same, and how many are on all servers. */
    CompletionStage<Gathered<Integer>> emitAndCount(
            Selection selection, boolean local, boolean onlyWritable, String event, Object data) {
        int here = emit(selection, local, onlyWritable, event, data);
        return local
                ? CompletableFuture.completedStage(Gathered.complete(here))
                : elsewhere.countInPlace(selection).thenApply(others -> others.map(count -> count + here));
    }

    /**
     * Sends an event to those who are selected, here and, unless it is local, on other servers, and gathers what they answer
     * within that time.
     */
    CompletionStage<Answers> emitWithAck(
            Selection selection, boolean local, String event, Object data, Duration timeout) {
        EncodedEvent encoded = encode(event, data);
        CompletionStage<Answers> here = emitWithAckHere(selection, encoded, timeout);
        if (local || elsewhere.isNowhere()) {
            return here;
        }
        return here.thenCombine(elsewhere.emitWithAck(selection, published(encoded), timeout), Delivery::together);
    }

    private static Answers together(Answers here, Gathered<List<Reply.Acks>> elsewhere) {
        List<Answers.Answer> answers = new ArrayList<>(here.answers());
        int expected = here.expected();
        for (Reply.Acks acks : elsewhere.value()) {
            acks.acks()
                    .forEach(ack -> answers.add(
                            new Answers.Answer(ack.clientId(), new Arguments(ack.values(), ack.attachments()))));
            expected += acks.expected();
        }
        return new Answers(answers, expected, elsewhere.missing());
    }

    /** Sends an event to those of this server who are selected, and gathers what they answer within that time. */
    CompletionStage<Answers> emitWithAckHere(Selection selection, EncodedEvent event, Duration timeout) {
        AwaitedAnswers awaited = new AwaitedAnswers(hub.nextAckId(), services);
        EncodedEvent encoded = event.withAckId(awaited.ackId());
        Map<Lane, Set<ConnectedClient>> byLane = recipients.collect(selection);
        byLane.values().forEach(clients -> clients.forEach(awaited::expect));
        CompletionStage<Answers> answers = awaited.within(timeout);
        new Broadcast(services.measurements(), encoded, false).toClients(byLane);
        return answers;
    }

    /** Sends an event to one client. */
    void emit(ConnectedClient client, String event, Object data) {
        deliver(client, encode(event, data));
    }

    /** Sends an event to one client, and waits for its answer. */
    CompletionStage<Arguments> emitWithAck(ConnectedClient client, String event, Object data, Duration timeout) {
        AwaitedAnswers awaited = new AwaitedAnswers(hub.nextAckId(), services);
        EncodedEvent encoded = encode(event, data).withAckId(awaited.ackId());
        awaited.expect(client);
        CompletionStage<Answers> answers = awaited.within(timeout);
        client.send(encoded);
        return answers.thenCompose(all -> onlyOne(all, event, timeout));
    }

    private static CompletionStage<Arguments> onlyOne(Answers all, String event, Duration timeout) {
        return all.answers().isEmpty()
                ? CompletableFuture.failedStage(new TimeoutException(
                        "the client has gone, or didn't answer '" + event + "' within " + timeout.toMillis() + " ms"))
                : CompletableFuture.completedStage(all.answers().get(0).arguments());
    }

    /** Sends an event to one client by its id, on whichever server; how many have it. */
    CompletionStage<Integer> emit(String clientId, String event, Object data) {
        EncodedEvent encoded = encode(event, data);
        Optional<ConnectedClient> here = hub.connected(clientId);
        if (here.isPresent()) {
            deliver(here.get(), encoded);
            return CompletableFuture.completedStage(1);
        }
        return elsewhere.isNowhere()
                ? CompletableFuture.completedStage(0)
                : elsewhere.send(clientId, published(encoded));
    }

    /** Joins, leaves or disconnects those who are selected, here and, unless it is local, on other servers; how many. */
    CompletionStage<Gathered<Integer>> act(Selection selection, boolean local, Publication.Action action) {
        int here = receive(selection, action, Optional.empty());
        return local
                ? CompletableFuture.completedStage(Gathered.complete(here))
                : elsewhere.apply(selection, action).thenApply(others -> others.map(count -> count + here));
    }

    /** How many are selected. */
    CompletionStage<Gathered<Integer>> count(Selection selection, boolean local) {
        int here = recipients.count(selection);
        return local
                ? CompletableFuture.completedStage(Gathered.complete(here))
                : elsewhere.count(selection).thenApply(others -> others.map(count -> count + here));
    }

    /** What is known of those who are selected. */
    CompletionStage<Gathered<List<FoundClient>>> find(Selection selection, boolean local) {
        List<FoundClient> here = recipients.find(selection);
        return local
                ? CompletableFuture.completedStage(Gathered.complete(here))
                : elsewhere
                        .find(selection)
                        .thenApply(others -> others.map(there ->
                                Stream.of(here, there).flatMap(List::stream).toList()));
    }

    /** Those of this server who are selected. */
    List<ConnectedClient> select(Selection selection) {
        return recipients.select(selection);
    }

    /** Delivers another server's event to a client of this one; false when it isn't here. */
    boolean receive(String clientId, Event event) {
        Optional<ConnectedClient> client = hub.connected(clientId);
        client.ifPresent(here -> deliver(here, received(event)));
        return client.isPresent();
    }

    /**
     * Does something to those of this server who are selected; how many they are.
     *
     * @param place where it stands among all that another server published, if it did
     */
    int receive(Selection selection, Publication.Action action, Optional<Place> place) {
        if (action instanceof Publication.Emit emit) {
            return deliver(selection, emit.onlyWritable(), received(emit.event()), () -> place);
        }
        List<ConnectedClient> clients = recipients.select(selection);
        if (action instanceof Publication.Join join) {
            clients.forEach(client -> join.rooms().forEach(room -> joinIfItMay(client, room)));
        } else if (action instanceof Publication.Leave leave) {
            clients.forEach(client -> leave.rooms().forEach(client::leave));
        } else {
            clients.forEach(ConnectedClient::disconnect);
        }
        return clients.size();
    }

    private static void joinIfItMay(ConnectedClient client, String room) {
        try {
            client.join(room);
        } catch (RefusedException fullOrGone) {
            // One of many, and nobody here to be told: the others join all the same.
        }
    }

    /** Whether events are kept for those who miss them. */
    private boolean isKept(boolean onlyWritable) {
        return recovery.isPresent() && !onlyWritable;
    }

    private int deliver(
            Selection selection, boolean onlyWritable, EncodedEvent event, Supplier<Optional<Place>> placing) {
        return isKept(onlyWritable)
                ? recovery.orElseThrow().dispatch(selection, event, placing, (to, kept) -> send(to, false, kept))
                : send(selection, onlyWritable, event);
    }

    private void deliver(ConnectedClient client, EncodedEvent event) {
        if (recovery.isPresent()) {
            recovery.get().dispatch(client.id(), event, client::send);
        } else {
            client.send(event);
        }
    }

    private int send(Selection selection, boolean onlyWritable, EncodedEvent event) {
        Broadcast broadcast = new Broadcast(services.measurements(), event, onlyWritable);
        if (!Recipients.isOneRoll(selection)) {
            Map<Lane, Set<ConnectedClient>> byLane = recipients.collect(selection);
            broadcast.toClients(byLane);
            return byLane.values().stream().mapToInt(Set::size).sum();
        }
        Roll<ConnectedClient> roll = recipients.roll(selection);
        if (roll.size() == 0) {
            return 0;
        }
        Excluded excluded = Excluded.of(hub, selection.exceptIds());
        // Counted apart from the walk, as lanes walk later. While members come and go it may be off by those; so
        // nothing
        // but the answer hangs on it.
        int count = Recipients.count(roll, selection, excluded);
        broadcast.toRoom(roll, excluded);
        return count;
    }

    static Event published(EncodedEvent event) {
        Content content = event.content();
        return new Event(event.name(), content.values(), content.attachments());
    }

    static EncodedEvent received(Event event) {
        return new EncodedEvent(event.name(), new Content(event.values(), event.attachments()));
    }
}
