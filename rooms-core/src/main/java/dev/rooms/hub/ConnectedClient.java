package dev.rooms.hub;

import dev.rooms.Arguments;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.RefusedException;
import dev.rooms.message.ErrorMessage;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.protocol.Received;
import dev.rooms.registry.Occupant;
import dev.rooms.transport.CloseReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A client of this server. Thread-safe. */
final class ConnectedClient implements Client, Guest {
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(ConnectedClient.class, "ended", CloseReason.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Hub hub;
    private final Identity identity;
    private final Link link;
    private final Turns turns;
    private final Occupant<ConnectedClient> occupant;

    /** Why it was ended; the first to set it ends it. */
    private volatile @Nullable CloseReason ended;

    // Racy on purpose. Blocked, it spares a link that failed once from being tried for every event until the client has
    // left; whoever sees late that it was opened asks it under its monitor.
    private Passage passage = Passage.OPEN;

    // Most clients carry no data of the embedder's, so the map is made on demand, under this client's monitor.
    private volatile @Nullable ConcurrentMap<String, Object> attributes;

    // Guarded by this; there while the server waits for answers of this client.
    private @Nullable Map<String, AwaitedAnswers> awaited;

    /** A client that isn't known to anyone yet. */
    ConnectedClient(Hub hub, Identity identity, Link link) {
        this.hub = hub;
        this.identity = identity;
        this.link = link;
        this.turns = hub.newTurns();
        this.occupant = hub.registry().occupant(this, link.lane());
        this.attributes = identity.attributes();
    }

    @Override
    public String id() {
        return identity.id();
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public Optional<String> principal() {
        return Optional.ofNullable(identity.principal());
    }

    @Override
    public ConcurrentMap<String, Object> attributes() {
        ConcurrentMap<String, Object> known = attributes;
        if (known == null) {
            synchronized (this) {
                known = attributes;
                if (known == null) {
                    known = new ConcurrentHashMap<>(4);
                    attributes = known;
                }
            }
        }
        return known;
    }

    @Override
    public boolean isRecovered() {
        return identity.recovered();
    }

    @Override
    public boolean isConnected() {
        return ended == null;
    }

    @Override
    public void join(String room) {
        hub.limits().requireRoomName("roomName", room);
        int maxRooms = hub.limits().maxRoomsPerClient();
        Occupant.Join joined = hub.recovery()
                .map(log -> log.join(this, room, () -> occupant.join(room, maxRooms)))
                .orElseGet(() -> occupant.join(room, maxRooms));
        switch (joined) {
            case JOINED, ALREADY_IN -> {}
            case TOO_MANY_ROOMS ->
                throw new RefusedException(
                        "a client may be in " + maxRooms + " rooms and this one is; leave one first");
            case DEPARTED -> throw new RefusedException("the client is no longer connected");
        }
    }

    @Override
    public boolean leave(String room) {
        hub.recovery().ifPresent(log -> log.left(this, room));
        return occupant.leave(room);
    }

    @Override
    public boolean isIn(String room) {
        return occupant.isIn(room);
    }

    @Override
    public List<String> rooms() {
        return occupant.rooms();
    }

    @Override
    public Audience to(String room) {
        return hub.to(room).except(this);
    }

    @Override
    public boolean emit(String event, Object data) {
        if (!isConnected()) {
            return false;
        }
        hub.delivery().emit(this, event, data);
        return true;
    }

    @Override
    public boolean emitVolatile(String event, Object data) {
        EncodedEvent encoded = hub.delivery().encode(event, data);
        if (!isConnected() || !isWritable()) {
            return false;
        }
        send(encoded);
        return true;
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object data, Duration timeout) {
        return hub.delivery().emitWithAck(this, event, data, timeout);
    }

    @Override
    public void disconnect() {
        hub.end(this, CloseReason.NORMAL);
    }

    // What the protocol tells.

    @Override
    public void received(Received received) {
        if (isConnected()) {
            hub.events().dispatch(this, received);
        }
    }

    @Override
    public boolean acknowledged(String ackId, ParsedArguments answer) {
        AwaitedAnswers waiting = take(ackId);
        if (waiting == null) {
            return false;
        }
        waiting.answered(this, hub.payloads().read(answer, Arguments.class));
        return true;
    }

    @Override
    public void refused(ErrorMessage error) {
        hub.refuse(this, error);
    }

    @Override
    public void end(CloseReason reason) {
        hub.end(this, reason);
    }

    @Override
    public void lost(CloseReason reason) {
        hub.lost(this, reason);
    }

    // What the hub asks for.

    Identity identity() {
        return identity;
    }

    /** Who it is, with all that it carries by now. */
    Identity identityNow() {
        return new Identity(id(), name(), identity.principal(), attributes, identity.recovered());
    }

    Occupant<ConnectedClient> occupant() {
        return occupant;
    }

    Link link() {
        return link;
    }

    Protocol protocol() {
        return link.protocol();
    }

    Turns turns() {
        return turns;
    }

    boolean isWritable() {
        return link.isWritable();
    }

    /** Whether this call ended it, and no other before. */
    boolean markEnded(CloseReason reason) {
        return ENDED.compareAndSet(this, null, reason);
    }

    /** Keeps whom to tell of this client's answer; false when it has ended and none will come. */
    boolean await(AwaitedAnswers answers) {
        synchronized (this) {
            if (awaited == null) {
                awaited = new HashMap<>(4);
            }
            awaited.put(answers.ackId(), answers);
        }
        // Whoever ends this client does so before it looks for answers that are awaited; so one of the two sees the
        // other.
        return isConnected();
    }

    void forget(AwaitedAnswers answers) {
        take(answers.ackId());
    }

    private synchronized @Nullable AwaitedAnswers take(String ackId) {
        if (awaited == null) {
            return null;
        }
        AwaitedAnswers waiting = awaited.remove(ackId);
        if (awaited.isEmpty()) {
            awaited = null;
        }
        return waiting;
    }

    /** It has ended, so it owes no answers any more. */
    void owesNothing() {
        Map<String, AwaitedAnswers> owed;
        synchronized (this) {
            owed = awaited == null ? Map.of() : awaited;
            awaited = null;
        }
        owed.values().forEach(answers -> answers.gone(this));
    }

    void send(EncodedEvent event) {
        send(event.packet(protocol()));
    }

    /** Sends a packet in the order of this client's lane. */
    void send(Packet packet) {
        link.lane().execute(() -> {
            if (write(packet)) {
                hub.countSent(packet.size());
            }
        });
    }

    /** Holds back what is sent to this client from now on, in its order. */
    void holdBack() {
        passage = new Passage();
    }

    /** Sends what was held back, and no longer holds anything back. */
    void letThrough() {
        Passage before = passage;
        link.lane().execute(() -> {
            Packet packet = before.next();
            while (packet != null && writeNow(packet)) {
                packet = before.next();
            }
            if (passage == before) {
                passage = Passage.OPEN;
            }
        });
    }

    /** Queues a packet; called in this client's lane. A client that can't take it is ended. */
    boolean write(Packet packet) {
        Passage now = passage;
        if (now != Passage.OPEN) {
            if (now == Passage.BLOCKED) {
                return false;
            }
            if (now.holds(packet)) {
                return true;
            }
        }
        return writeNow(packet);
    }

    private boolean writeNow(Packet packet) {
        try {
            if (link.send(packet)) {
                return true;
            }
        } catch (Throwable broken) {
            passage = Passage.BLOCKED;
            hub.evict(this, CloseReason.INTERNAL_ERROR);
            return false;
        }
        passage = Passage.BLOCKED;
        hub.evict(this, CloseReason.TOO_SLOW);
        return false;
    }

    @Override
    public String toString() {
        return "client " + id() + " (" + name() + ")";
    }
}
