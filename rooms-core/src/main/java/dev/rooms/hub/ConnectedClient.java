package dev.rooms.hub;

import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.RefusedException;
import dev.rooms.protocol.Protocol;
import dev.rooms.registry.Occupant;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A client of this server. Thread-safe. */
final class ConnectedClient implements Client {
    private static final Logger LOG = System.getLogger(ConnectedClient.class.getName());

    private final Hub hub;
    private final String id;
    private final String name;
    private final @Nullable String principal;
    private final ClientChannel channel;
    private final Protocol protocol;
    private final Turns turns;
    private final Occupant<ConnectedClient> occupant;

    /** Why it was ended; the first to set it ends it. */
    private final AtomicReference<@Nullable CloseReason> ended = new AtomicReference<>();

    // Racy on purpose: it spares a channel that failed once from being tried for every event until the client has left.
    private boolean useless;

    // Most clients carry no data of the embedder's, so the map is made on demand, under this client's monitor.
    private volatile @Nullable ConcurrentMap<String, Object> attributes;

    ConnectedClient(
            Hub hub, String id, String name, Optional<String> principal, ClientChannel channel, Protocol protocol) {
        this.hub = hub;
        this.id = id;
        this.name = name;
        this.principal = principal.orElse(null);
        this.channel = channel;
        this.protocol = protocol;
        this.turns = hub.newTurns();
        this.occupant = hub.registry().occupant(this, channel.lane());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> principal() {
        return Optional.ofNullable(principal);
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
    public boolean isConnected() {
        return ended.get() == null;
    }

    @Override
    public void join(String room) {
        hub.limits().requireRoomName("roomName", room);
        int maxRooms = hub.limits().maxRoomsPerClient();
        switch (occupant.join(room, maxRooms)) {
            case JOINED, ALREADY_IN -> {}
            case TOO_MANY_ROOMS ->
                throw new RefusedException(
                        "a client may be in " + maxRooms + " rooms and this one is; leave one first");
            case DEPARTED -> throw new RefusedException("the client is no longer connected");
        }
    }

    @Override
    public boolean leave(String room) {
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
        send(hub.encode(event, data));
        return true;
    }

    @Override
    public void disconnect() {
        hub.end(this, CloseReason.NORMAL);
    }

    Occupant<ConnectedClient> occupant() {
        return occupant;
    }

    Backlog backlog() {
        return channel.backlog();
    }

    /**
     * Closes the connection, after what was sent before unless the reason drops that. Called in any thread.
     */
    void closeInTurn(CloseReason reason) {
        if (reason.dropsWaiting()) {
            close(reason);
        } else {
            // What was sent before may still be on its way through the lane.
            channel.lane().execute(() -> close(reason));
        }
    }

    /** Closes the connection now. A channel that fails at that is of no use any more, and fails nobody else. */
    void close(CloseReason reason) {
        try {
            channel.close(reason);
        } catch (Throwable broken) {
            LOG.log(Level.DEBUG, "A channel failed to close", broken);
        }
    }

    /** Ends the connection without a close frame, like {@link #close} in all else. */
    void cut() {
        try {
            channel.cut();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to be cut", broken);
        }
    }

    Protocol protocol() {
        return protocol;
    }

    Turns turns() {
        return turns;
    }

    /** Whether this call ended it, and no other before. */
    boolean markEnded(CloseReason reason) {
        return ended.compareAndSet(null, reason);
    }

    void send(EncodedEvent event) {
        send(event.frame(protocol));
    }

    /** Sends a frame in the order of this client's lane. */
    void send(Frame frame) {
        channel.lane().execute(() -> {
            if (write(frame)) {
                hub.countSent(1, frame.size());
            }
        });
    }

    /** Queues a frame; called in this client's lane. A client that can't take it is ended. */
    boolean write(Frame frame) {
        if (useless) {
            return false;
        }
        try {
            if (channel.send(frame)) {
                return true;
            }
        } catch (Throwable broken) {
            useless = true;
            hub.evict(this, CloseReason.INTERNAL_ERROR);
            return false;
        }
        useless = true;
        hub.evict(this, CloseReason.TOO_SLOW);
        return false;
    }

    @Override
    public String toString() {
        return "client " + id + " (" + name + ")";
    }
}
