package dev.rooms.hub;

import dev.rooms.Announcements;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.EventOption;
import dev.rooms.IncomingHandler;
import dev.rooms.Limits;
import dev.rooms.Recipient;
import dev.rooms.RecoverySettings;
import dev.rooms.cluster.ClusterNode;
import dev.rooms.message.ErrorMessage;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.payload.Payloads;
import dev.rooms.registry.RoomListener;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One namespace: who is connected to it, and what happens when they come and go.
 *
 * <p>Concurrency: a client is ended by whoever turns its mark first ({@link ConnectedClient#markEnded}), so all that an
 * end brings happens once. Nothing here holds a lock while it sends.
 */
public final class Hub {
    private final String name;
    private final Services services;
    private final Listeners listeners;
    private final Events events;
    private final Map<String, ConnectedClient> clients = new ConcurrentHashMap<>();
    private final RoomRegistry<ConnectedClient> registry;
    private final Optional<RecoveryLog> recovery;
    private final Optional<Handovers> handovers;
    private final Optional<Retrieval> retrieval;
    private final Recipients recipients = new Recipients(this);
    private final Delivery delivery;
    private final Pages pages;
    private final Announcer announcer;
    private final AtomicLong ackIds = new AtomicLong();

    /** A namespace that has no clients yet. */
    Hub(String name, Services services, Announcements announcements, Optional<RecoverySettings> recovery) {
        this.name = name;
        this.services = services;
        this.listeners = new Listeners(services.measurements());
        this.events = new Events(this);
        Tickets tickets = new Tickets(services.cluster().map(ClusterNode::self));
        this.recovery = recovery.map(settings -> new RecoveryLog(settings, services, tickets));
        this.handovers = this.recovery.flatMap(log -> services.cluster()
                .map(cluster ->
                        new Handovers(name, log, cluster, recovery.orElseThrow().maxClients())));
        this.retrieval =
                handovers.flatMap(here -> services.cluster().map(cluster -> new Retrieval(name, cluster, here)));
        Elsewhere elsewhere = new Elsewhere(name, services.cluster());
        this.delivery = new Delivery(this, services, elsewhere, this.recovery, recipients);
        this.pages = new Pages(this, elsewhere);
        this.announcer = new Announcer(delivery, elsewhere, announcements);
        this.registry = new RoomRegistry<>(new RoomListener() {
            @Override
            public void appeared(String room) {
                elsewhere.roomAppeared(room);
            }

            @Override
            public void vanished(String room) {
                elsewhere.roomVanished(room);
            }
        });
    }

    // What the public API asks for.

    /** The namespace's name. */
    public String name() {
        return name;
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
        return new RoomsAudience(delivery, Selection.ofRooms(List.of(room)), false, false);
    }

    public Audience toAll() {
        return new RoomsAudience(delivery, Selection.EVERYONE, false, false);
    }

    /** An event for one client, on whichever server. */
    public Recipient toClient(String clientId) {
        return (event, data) -> delivery.emit(clientId, event, data);
    }

    /** Pages of its rooms and members. */
    public Pages pages() {
        return pages;
    }

    public <T> void on(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        events.bind(event, type, handler, options);
    }

    // What the hub's own parts ask for.

    Limits limits() {
        return services.limits();
    }

    Services services() {
        return services;
    }

    Payloads payloads() {
        return services.payloads();
    }

    Measurements measurements() {
        return services.measurements();
    }

    ScheduledThreadPoolExecutor timers() {
        return services.timers();
    }

    RoomRegistry<ConnectedClient> registry() {
        return registry;
    }

    Events events() {
        return events;
    }

    Delivery delivery() {
        return delivery;
    }

    Recipients recipients() {
        return recipients;
    }

    Announcer announcer() {
        return announcer;
    }

    Optional<RecoveryLog> recovery() {
        return recovery;
    }

    /** Handing clients over to other servers, if there may be any and clients may come back. */
    Optional<Handovers> handovers() {
        return handovers;
    }

    /** Asking other servers for clients, likewise. */
    Optional<Retrieval> retrieval() {
        return retrieval;
    }

    Turns newTurns() {
        return new Turns(services);
    }

    String nextAckId() {
        return String.valueOf(ackIds.getAndIncrement());
    }

    /** The client with that id, until it has left its rooms. */
    Optional<ConnectedClient> known(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** A client that hasn't been ended. */
    Optional<ConnectedClient> connected(String id) {
        return known(id).filter(ConnectedClient::isConnected);
    }

    void countSent(long bytes) {
        measurements().count(Counter.MESSAGES_OUT);
        measurements().count(Counter.BYTES_OUT, bytes);
    }

    /** Tells a client that its input was wrong; its connection stays open. */
    void refuse(ConnectedClient client, ErrorMessage error) {
        measurements().count(Counter.INPUTS_REFUSED);
        delivery.emit(client, "error", error);
    }

    /** Knows a client by its id from now on: before anybody can meet it in a room. */
    void know(ConnectedClient client) {
        clients.put(client.id(), client);
    }

    /** Takes in a new client. */
    void begin(ConnectedClient client, Handshake handshake) {
        know(client);
        measurements().count(Counter.CONNECTED);
        announcer.connected(client);
        listeners.connected(client, handshake);
    }

    /**
     * Ends a client that can't be served, from within a broadcast: closed at once, the rest later on a thread of its own.
     * Were it all done here, ending one client would announce it, which might end the next, and so on, on one stack.
     */
    void evict(ConnectedClient client, CloseReason reason) {
        if (client.markEnded(reason)) {
            client.link().closeNow(reason);
            services.timers().execute(() -> finish(client, reason, true));
        }
    }

    /** Ends a client: it leaves its rooms, its link is ended, the others are told. Does nothing the second time. */
    void end(ConnectedClient client, CloseReason reason) {
        if (client.markEnded(reason)) {
            finish(client, reason, reason.mayReturn() && reason != CloseReason.NORMAL);
        }
    }

    /** Ends a client whose connection is over without anybody's having said goodbye for good. */
    void lost(ConnectedClient client, CloseReason reason) {
        if (client.markEnded(reason)) {
            finish(client, reason, true);
        }
    }

    private void finish(ConnectedClient client, CloseReason reason, boolean mayComeBack) {
        // First, so that a client that may still be met is also known by its id, to those who leave it out.
        List<String> left = client.occupant().depart();
        // By its identity, too: a client that comes back has the same id, and may be here already.
        clients.remove(client.id(), client);
        recovery.ifPresent(log -> log.gone(client, mayComeBack));
        client.owesNothing();
        client.link().ended(reason);
        measurements().count(Counter.DISCONNECTED);
        switch (reason) {
            case TOO_SLOW -> measurements().count(Counter.SLOW_CLIENTS_DROPPED);
            case NO_HEARTBEAT -> measurements().count(Counter.HEARTBEATS_MISSED);
            default -> {}
        }
        announcer.disconnected(client, left);
        listeners.disconnected(client, reason, left);
    }
}
