package dev.rooms.engineio;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session, from its handshake to its end, over polling, WebSocket, or the one and then the other.
 *
 * <p>Concurrency: {@code this} guards the fields here, and those of {@link LongPolling}, {@link Upgrade},
 * {@link Heartbeat} and {@link Inbox}. It is the last lock that anyone takes, save inside the timers: answers, channels and
 * listeners are called once it is released, since each of them may come back here, or into another session, and a
 * container may hold locks of its own while it does.
 *
 * <p>Sending: once {@code carrier} is there, frames go to it without a lock. Before, they wait in {@link LongPolling}. An
 * upgrade hands what waits to the WebSocket round by round, outside the lock, while everything new still waits there;
 * {@code carrier} is set, under the lock, in the round that finds nothing. So a frame that was sent before, by any thread,
 * is on the WebSocket before any that goes there directly: nothing overtakes and nothing is left. From the first round on
 * no GET is answered, so nothing goes both ways.
 */
final class EngineSession implements EngineSocket {
    private final EngineSessions sessions;
    private final String id;
    private final Lane lane;
    private final Heartbeat heartbeat;
    private final Inbox inbox;
    private final Ending ending;

    private volatile @Nullable ClientChannel carrier;
    private @Nullable WebSocketLink link;
    private @Nullable LongPolling polling;

    private EngineSession(EngineSessions sessions, Lane lane, @Nullable ClientChannel carrier) {
        this.sessions = sessions;
        this.id = sessions.nextId();
        this.lane = lane;
        this.carrier = carrier;
        this.polling = carrier == null ? new LongPolling(this) : null;
        this.link = carrier == null ? null : WebSocketLink.carrying(this, carrier);
        this.heartbeat = new Heartbeat(this, sessions);
        this.inbox = new Inbox(this);
        this.ending = new Ending(this);
    }

    static EngineSession overPolling(EngineSessions sessions, Lane lane) {
        return new EngineSession(sessions, lane, null);
    }

    static EngineSession overWebSocket(EngineSessions sessions, ClientChannel channel) {
        return new EngineSession(sessions, channel.lane(), channel);
    }

    void beginHeartbeat() {
        synchronized (this) {
            heartbeat.plan(System.nanoTime(), 0);
        }
    }

    EngineSessions sessions() {
        return sessions;
    }

    EngineSettings settings() {
        return sessions.settings();
    }

    EngineTimers timers() {
        return sessions.timers();
    }

    Inbox inbox() {
        return inbox;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** The WebSocket that carries it; there must be one. */
    synchronized WebSocketLink link() {
        return Optional.ofNullable(link).orElseThrow();
    }

    Ending ending() {
        return ending;
    }

    /** The WebSocket that carries it; null while it polls. Locked. */
    @Nullable WebSocketLink carrying() {
        return link;
    }

    /** Its long-polling; null once a WebSocket carries it. Locked. */
    @Nullable LongPolling box() {
        return polling;
    }

    /** Its long-polling; empty once a WebSocket carries it. */
    synchronized Optional<LongPolling> polling() {
        return Optional.ofNullable(polling);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public EngineTransport transport() {
        return carrier == null ? EngineTransport.POLLING : EngineTransport.WEBSOCKET;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean send(Frame frame) {
        ClientChannel direct = carrier;
        return direct != null ? direct.send(frame) : send(List.of(frame), false);
    }

    @Override
    public boolean send(List<Frame> frames) {
        ClientChannel direct = carrier;
        return direct != null ? direct.send(frames) : frames.isEmpty() || send(frames, false);
    }

    /** Sends the heartbeat's ping, which always fits. */
    void ping() {
        if (!send(List.of(EnginePackets.PING), true)) {
            ending.end(CloseReason.TOO_SLOW);
        }
    }

    private boolean send(List<Frame> frames, boolean forced) {
        Poll poll = null;
        List<Frame> due = List.of();
        ClientChannel direct;
        synchronized (this) {
            direct = carrier;
            if (direct == null) {
                if (!ending.isOpen() || polling == null) {
                    return true;
                }
                if (forced) {
                    frames.forEach(polling::force);
                } else if (!polling.put(frames)) {
                    return false;
                }
                poll = polling.takePoll();
                if (poll != null) {
                    due = polling.take();
                }
            }
        }
        if (direct != null) {
            return direct.send(frames);
        }
        if (poll != null) {
            poll.give(due);
        }
        return true;
    }

    @Override
    public boolean isWritable() {
        ClientChannel direct = carrier;
        if (direct != null) {
            return direct.isWritable();
        }
        synchronized (this) {
            return ending.isOpen() && polling != null && polling.isPolled();
        }
    }

    @Override
    public Backlog backlog() {
        ClientChannel direct = carrier;
        if (direct != null) {
            return direct.backlog();
        }
        synchronized (this) {
            return polling == null ? Backlog.NONE : new Backlog(polling.bytes(), 0);
        }
    }

    /** The upgrade is made: from now on this WebSocket carries everything. Locked. */
    void carry(WebSocketLink successor) {
        link = successor;
        carrier = successor.channel();
        polling = null;
        heartbeat.plan(System.nanoTime(), 0);
    }

    @Override
    public void close(CloseReason why) {
        ending.close(why);
    }

    @Override
    public void cut() {
        ending.cut();
    }
}
