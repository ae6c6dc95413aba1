package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.EventNames;
import dev.rooms.EventOption;
import dev.rooms.IncomingHandler;
import dev.rooms.Limits;
import dev.rooms.Recipient;
import dev.rooms.backplane.Backplane;
import dev.rooms.backplane.Event;
import dev.rooms.backplane.Publication;
import dev.rooms.message.ErrorMessage;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.payload.Payloads;
import dev.rooms.registry.Roll;
import dev.rooms.registry.RoomListener;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is connected, and who receives what. Delivers to this server's clients first, then to the backplane.
 *
 * <p>Concurrency: a client is ended by whoever turns its mark first ({@link ConnectedClient#markEnded}), so all that an
 * end brings happens once. Nothing here holds a lock while it sends.
 */
public final class Hub {
    private final Limits limits;
    private final Payloads payloads;
    private final Backplane backplane;
    private final Measurements measurements = new Measurements();
    private final Listeners listeners = new Listeners(measurements);
    private final Events events = new Events(this);
    private final ScheduledThreadPoolExecutor timers = Threads.timers();
    private final ExecutorService handlers = Threads.handlers();
    private final Map<String, ConnectedClient> clients = new ConcurrentHashMap<>();
    private final Map<ConnectedClient, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger();
    private final RoomRegistry<ConnectedClient> registry;
    private final Announcer announcer;

    /** A hub that has no clients yet. */
    public Hub(Limits limits, Payloads payloads, Backplane backplane, Announcements announcements) {
        this.limits = limits;
        this.payloads = payloads;
        this.backplane = backplane;
        this.announcer = new Announcer(this, announcements);
        this.registry = new RoomRegistry<>(new RoomListener() {
            @Override
            public void appeared(String room) {
                backplane.roomAppeared(room);
            }

            @Override
            public void vanished(String room) {
                backplane.roomVanished(room);
            }
        });
        backplane.start(new BackplaneReceiver(this));
    }

    // What the public API asks for.

    public Limits limits() {
        return limits;
    }

    public Payloads payloads() {
        return payloads;
    }

    public Measurements measurements() {
        return measurements;
    }

    public Listeners listeners() {
        return listeners;
    }

    public RoomRegistry<? extends Client> rooms() {
        return registry;
    }

    public Optional<Client> client(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    public int clientCount() {
        return clients.size();
    }

    public Audience to(String room) {
        return new RoomsAudience(this, Set.of(room), Set.of());
    }

    public Audience toAll() {
        return new RoomsAudience(this, Set.of(), Set.of());
    }

    /** An event for one client, on whichever server. */
    public Recipient toClient(String clientId) {
        return (event, data) -> {
            ConnectedClient client = clients.get(clientId);
            if (client != null && client.emit(event, data)) {
                return CompletableFuture.completedStage(1);
            }
            Event encoded = new Event(
                    EventNames.requireSendable(event), payloads.write(data).text());
            return backplane.send(clientId, encoded).thenApply(found -> found ? 1 : 0);
        };
    }

    public <T> void on(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        events.bind(event, type, handler, options);
    }

    public ExecutorService handlers() {
        return handlers;
    }

    public ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    /** Stops the threads and leaves the backplane; connections are closed before. */
    public void stop() {
        backplane.close();
        timers.shutdownNow();
        handlers.shutdown();
    }

    // What the hub's own parts ask for.

    RoomRegistry<ConnectedClient> registry() {
        return registry;
    }

    Events events() {
        return events;
    }

    Collection<Connection> connections() {
        return connections.values();
    }

    Announcer announcer() {
        return announcer;
    }

    Turns newTurns() {
        return new Turns(handlers, limits.maxWaitingEvents());
    }

    EncodedEvent encode(String event, Object data) {
        return new EncodedEvent(EventNames.requireSendable(event), payloads.write(data));
    }

    /** Sends an event to rooms (none: to everyone), here and on other servers; how many receive it here. */
    int emit(Set<String> rooms, Set<String> exceptIds, String event, Object data) {
        EncodedEvent encoded = encode(event, data);
        int recipients = deliver(rooms, exceptIds, encoded);
        backplane.publish(new Publication(
                rooms.isEmpty() ? new Publication.Everyone() : new Publication.Rooms(rooms),
                exceptIds,
                new Event(encoded.name(), encoded.data().text())));
        return recipients;
    }

    /** Sends an event to those here; how many they are. */
    int deliver(Set<String> rooms, Set<String> exceptIds, EncodedEvent event) {
        Broadcast broadcast = new Broadcast(this, event, exceptIds);
        if (rooms.size() > 1) {
            return broadcast.toUnion(rooms.stream().map(registry::roll).toList());
        }
        boolean everyone = rooms.isEmpty();
        String room = everyone ? "" : rooms.iterator().next();
        Roll<ConnectedClient> roll = everyone ? registry.everyone() : registry.roll(room);
        if (roll.size() == 0) {
            return 0;
        }
        // Counted apart from the walk, as lanes walk later. While members come and go it may be off by those, so
        // nothing
        // but the answer hangs on it.
        int recipients = roll.size();
        for (String id : exceptIds) {
            ConnectedClient left = clients.get(id);
            if (left != null && (everyone || left.isIn(room))) {
                recipients--;
            }
        }
        broadcast.toRoom(roll);
        return Math.max(recipients, 0);
    }

    /** Delivers an event to a client of this server. */
    boolean deliver(String clientId, EncodedEvent event) {
        ConnectedClient client = clients.get(clientId);
        if (client == null) {
            return false;
        }
        client.send(event);
        return true;
    }

    void countSent(long messages, long bytes) {
        measurements.count(Counter.MESSAGES_OUT, messages);
        measurements.count(Counter.BYTES_OUT, bytes);
    }

    /** Tells a client that its input was wrong; its connection stays open. */
    void refuse(ConnectedClient client, ErrorMessage error) {
        measurements.count(Counter.INPUTS_REFUSED);
        client.send(encode("error", error));
    }

    /** Counts one more client, unless there are as many as there may be. */
    boolean takePlace() {
        int max = limits.maxConnections();
        if (max > 0 && places.incrementAndGet() > max) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes in a new client, which has a place. */
    void begin(Connection connection, Handshake handshake) {
        ConnectedClient client = connection.client();
        clients.put(client.id(), client);
        connections.put(client, connection);
        measurements.count(Counter.CONNECTED);
        announcer.connected(client);
        connection.startHeartbeat();
        listeners.connected(client, handshake);
    }

    /**
     * Ends a client that can't be served, from within a broadcast: closed at once, the rest later on a thread of its own.
     * Were it all done here, ending one client would announce it, which might end the next, and so on, on one stack.
     */
    void evict(ConnectedClient client, CloseReason reason) {
        if (client.markEnded(reason)) {
            client.close(reason);
            timers.execute(() -> finish(client, reason));
        }
    }

    /** Ends a client: it leaves its rooms, its connection is closed, the others are told. Does nothing the second time. */
    void end(ConnectedClient client, CloseReason reason) {
        if (client.markEnded(reason)) {
            finish(client, reason);
        }
    }

    private void finish(ConnectedClient client, CloseReason reason) {
        clients.remove(client.id());
        if (limits.maxConnections() > 0) {
            places.decrementAndGet();
        }
        List<String> left = client.occupant().depart();
        Connection connection = connections.get(client);
        if (connection != null) {
            connection.end(reason);
        }
        measurements.count(Counter.DISCONNECTED);
        switch (reason) {
            case TOO_SLOW -> measurements.count(Counter.SLOW_CLIENTS_DROPPED);
            case NO_HEARTBEAT -> measurements.count(Counter.HEARTBEATS_MISSED);
            default -> {}
        }
        announcer.disconnected(client, left);
        listeners.disconnected(client, reason);
    }

    /** A connection is over, whoever ended it. */
    void over(Connection connection, CloseReason reason) {
        end(connection.client(), reason);
        connections.remove(connection.client());
    }
}
