package dev.rooms.hub;

import dev.rooms.Answers;
import dev.rooms.Arguments;
import dev.rooms.EventNames;
import dev.rooms.RefusedException;
import dev.rooms.cluster.Event;
import dev.rooms.cluster.Publication;
import dev.rooms.payload.Content;
import dev.rooms.registry.Roll;
import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Brings events, and whatever else is done to many clients at once, to those of one namespace who are selected: this
 * server's first, then through the backplane to the others'. Nothing here holds a lock while it sends, unless clients may
 * recover what they missed (see {@link RecoveryLog}).
 */
final class Delivery {
    private final Hub hub;
    private final Services services;
    private final Optional<RecoveryLog> recovery;

    Delivery(Hub hub, Services services, Optional<RecoveryLog> recovery) {
        this.hub = hub;
        this.services = services;
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
        int recipients = deliver(selection, onlyWritable, encoded);
        if (!local) {
            publish(selection, new Publication.Emit(published(encoded), onlyWritable));
        }
        return recipients;
    }

    /** Sends an event to those of this server who are selected, and gathers what they answer within that time. */
    CompletionStage<Answers> emitWithAck(Selection selection, String event, Object data, Duration timeout) {
        AwaitedAnswers awaited = new AwaitedAnswers(hub.nextAckId(), services);
        EncodedEvent encoded = encode(event, data).withAckId(awaited.ackId());
        Map<Lane, Set<ConnectedClient>> byLane = collect(selection);
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
        return CompletableFuture.completedStage(0);
    }

    /** Joins, leaves or disconnects those who are selected, here and, unless it is local, on other servers. */
    void act(Selection selection, boolean local, Publication.Action action) {
        apply(selection, action);
        if (!local) {
            publish(selection, action);
        }
    }

    /** Those of this server who are selected. */
    List<ConnectedClient> select(Selection selection) {
        return collect(selection).values().stream().flatMap(Collection::stream).toList();
    }

    /** Does what another server publishes. */
    void receive(Publication publication) {
        Set<String> rooms = publication.target() instanceof Publication.Rooms named ? named.names() : Set.of();
        apply(new Selection(rooms, publication.exceptRooms(), publication.exceptIds()), publication.action());
    }

    /** Delivers another server's event to a client of this one; false when it isn't here. */
    boolean receive(String clientId, Event event) {
        Optional<ConnectedClient> client = hub.connected(clientId);
        client.ifPresent(here -> deliver(here, received(event)));
        return client.isPresent();
    }

    private void apply(Selection selection, Publication.Action action) {
        if (action instanceof Publication.Emit emit) {
            deliver(selection, emit.onlyWritable(), received(emit.event()));
        } else if (action instanceof Publication.Join join) {
            select(selection).forEach(client -> join.rooms().forEach(room -> joinIfItMay(client, room)));
        } else if (action instanceof Publication.Leave leave) {
            select(selection).forEach(client -> leave.rooms().forEach(client::leave));
        } else if (action instanceof Publication.Disconnect) {
            select(selection).forEach(ConnectedClient::disconnect);
        }
    }

    private static void joinIfItMay(ConnectedClient client, String room) {
        try {
            client.join(room);
        } catch (RefusedException fullOrGone) {
            // One of many, and nobody here to be told: the others join all the same.
        }
    }

    private int deliver(Selection selection, boolean onlyWritable, EncodedEvent event) {
        if (recovery.isPresent() && !onlyWritable) {
            return recovery.get().dispatch(selection, event, kept -> send(selection, false, kept));
        }
        return send(selection, onlyWritable, event);
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
        if (selection.rooms().size() > 1 || !selection.exceptRooms().isEmpty()) {
            Map<Lane, Set<ConnectedClient>> byLane = collect(selection);
            broadcast.toClients(byLane);
            return byLane.values().stream().mapToInt(Set::size).sum();
        }
        boolean everyone = selection.rooms().isEmpty();
        String room = everyone ? "" : selection.rooms().iterator().next();
        Roll<ConnectedClient> roll =
                everyone ? hub.registry().everyone() : hub.registry().roll(room);
        if (roll.size() == 0) {
            return 0;
        }
        Excluded excluded = Excluded.of(hub, selection.exceptIds());
        // Counted apart from the walk, as lanes walk later. While members come and go it may be off by those; so
        // nothing
        // but the answer hangs on it.
        int recipients = roll.size() - (everyone ? excluded.count() : excluded.countIn(room));
        broadcast.toRoom(roll, excluded);
        return Math.max(recipients, 0);
    }

    private List<Roll<ConnectedClient>> rolls(Set<String> rooms) {
        return rooms.isEmpty()
                ? List.of(hub.registry().everyone())
                : rooms.stream().map(hub.registry()::roll).toList();
    }

    /** Those who are selected, once each, by the lane that writes them. */
    private Map<Lane, Set<ConnectedClient>> collect(Selection selection) {
        Map<Lane, Set<ConnectedClient>> byLane = new HashMap<>();
        List<Roll<ConnectedClient>> rolls = rolls(selection.rooms());
        Excluded excluded = Excluded.of(hub, selection.exceptIds());
        for (Roll<ConnectedClient> roll : rolls) {
            for (int i = 0; i < roll.lanes(); i++) {
                Set<ConnectedClient> clients = byLane.computeIfAbsent(roll.lane(i), lane -> new LinkedHashSet<>());
                roll.walk(i, client -> {
                    if (!excluded.contains(client)
                            && selection.exceptRooms().stream().noneMatch(client::isIn)) {
                        clients.add(client);
                    }
                });
            }
        }
        return byLane;
    }

    private void publish(Selection selection, Publication.Action action) {}

    private static Event published(EncodedEvent event) {
        Content content = event.content();
        return new Event(event.name(), content.values(), content.attachments());
    }

    private static EncodedEvent received(Event event) {
        return new EncodedEvent(event.name(), new Content(event.values(), event.attachments()));
    }
}
