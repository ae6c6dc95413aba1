package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.message.ErrorMessage;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Received;
import dev.rooms.protocol.TextProtocol;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is one client of the main namespace: its session, its rate limit and heartbeat, and its way out.
 *
 * <p>Concurrency: the transport calls the receiving methods one at a time; {@code rate} belongs to them. {@code lastHeard}
 * is written there and read by the timer. The timer's own fields belong to the timer thread.
 */
final class Connection implements Session, Peer, Link, OpenConnection {
    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private static final Packet PING = Packet.of(Frame.ping());

    private final Hub hub;
    private final Connections connections;
    private final ClientChannel channel;
    private final TextProtocol protocol;
    private final ConnectedClient client;
    private final MessageRate rate;

    private volatile long lastHeard;
    private long nextPing;
    private boolean awaitsPong;
    private long awaitedSince;
    private volatile @Nullable Future<?> nextBeat;
    private volatile @Nullable Future<?> cut;
    private volatile boolean over;

    Connection(Hub hub, Connections connections, Identity identity, ClientChannel channel, TextProtocol protocol) {
        this.hub = hub;
        this.connections = connections;
        this.channel = channel;
        this.protocol = protocol;
        long now = System.nanoTime();
        this.rate = new MessageRate(hub.limits(), now);
        this.lastHeard = now;
        this.nextPing = now + hub.limits().heartbeatInterval().toNanos();
        this.client = new ConnectedClient(hub, identity, this, protocol);
    }

    /** Takes the client in, and starts the heartbeat and the watch over sends that take too long. */
    void begin(Handshake handshake) {
        hub.begin(client, handshake);
        scheduleBeat(System.nanoTime());
    }

    // What the transport tells.

    @Override
    public void text(String text) {
        long now = heard();
        Measurements measurements = hub.measurements();
        measurements.count(Counter.MESSAGES_IN);
        measurements.count(Counter.BYTES_IN, text.length());
        if (!client.isConnected()) {
            return;
        }
        if (rate.isOver(now)) {
            measurements.count(Counter.RATE_LIMITED);
            rate.warning(now).ifPresent(this::refused);
            return;
        }
        protocol.text(text, this);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        heard();
        hub.end(client, CloseReason.UNSUPPORTED_DATA);
    }

    @Override
    public boolean ping() {
        return controlFrame();
    }

    @Override
    public void pong() {
        controlFrame();
    }

    private boolean controlFrame() {
        if (rate.isOver(heard())) {
            hub.measurements().count(Counter.RATE_LIMITED);
            hub.end(client, CloseReason.POLICY_VIOLATION);
            return false;
        }
        return true;
    }

    @Override
    public void tooBig() {
        hub.end(client, CloseReason.TOO_BIG);
    }

    @Override
    public void closed(CloseReason reason) {
        over = true;
        cancel(nextBeat);
        cancel(cut);
        hub.lost(client, reason);
        connections.remove(this);
    }

    private long heard() {
        long now = System.nanoTime();
        lastHeard = now;
        return now;
    }

    // What the protocol read.

    @Override
    public void received(Received received) {
        hub.events().dispatch(client, received);
    }

    @Override
    public boolean acknowledged(String ackId, ParsedArguments answer) {
        return client.answered(ackId, answer);
    }

    @Override
    public void refused(ErrorMessage error) {
        hub.refuse(client, error);
    }

    // What the hub asks for.

    @Override
    public Lane lane() {
        return channel.lane();
    }

    @Override
    public boolean send(Packet packet) {
        return packet.attachments().isEmpty() ? channel.send(packet.head()) : channel.send(packet.frames());
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void end(CloseReason reason) {
        hub.end(client, reason);
    }

    @Override
    public void closeNow(CloseReason reason) {
        // A channel that fails at that is of no use any more, and fails nobody else.
        attempt(() -> channel.close(reason));
    }

    /** Closes the channel, and cuts it when the peer takes too long to agree. */
    @Override
    public void ended(CloseReason reason) {
        cancel(nextBeat);
        connections.giveBackPlace();
        if (over) {
            return;
        }
        if (reason.dropsWaiting()) {
            closeNow(reason);
        } else {
            // What was sent before may still be on its way through the lane.
            channel.lane().execute(() -> closeNow(reason));
        }
        cut = hub.timers().schedule(this::cut, hub.limits().closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        if (over) {
            cancel(cut);
        }
    }

    @Override
    public void cut() {
        attempt(channel::cut);
        closed(CloseReason.LOST);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable broken) {
            LOG.log(Level.DEBUG, "A channel failed at its end", broken);
        }
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    // The heartbeat.

    private void scheduleBeat(long now) {
        Limits limits = hub.limits();
        long delay = Math.min(nextPing - now, limits.sendTimeout().toNanos());
        if (awaitsPong) {
            delay = Math.min(delay, awaitedSince + limits.heartbeatTimeout().toNanos() - now);
        }
        nextBeat = hub.timers().schedule(this::beat, Math.max(delay, 1), TimeUnit.NANOSECONDS);
        if (!client.isConnected()) {
            cancel(nextBeat);
        }
    }

    private void beat() {
        try {
            watch();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to tell its backlog", broken);
            hub.end(client, CloseReason.INTERNAL_ERROR);
        }
    }

    private void watch() {
        long now = System.nanoTime();
        Limits limits = hub.limits();
        Backlog backlog = channel.backlog();
        if (backlog.stalledNanos() > limits.sendTimeout().toNanos()) {
            hub.end(client, CloseReason.TOO_SLOW);
            return;
        }
        if (awaitsPong && lastHeard - awaitedSince > 0) {
            awaitsPong = false;
        }
        if (awaitsPong && now - awaitedSince >= limits.heartbeatTimeout().toNanos()) {
            hub.end(client, CloseReason.NO_HEARTBEAT);
            return;
        }
        if (now - nextPing >= 0) {
            // A ping that nobody answered keeps its deadline, also where the interval is shorter than the timeout.
            if (!awaitsPong) {
                awaitsPong = true;
                awaitedSince = now;
            }
            nextPing = now + limits.heartbeatInterval().toNanos();
            client.send(PING);
        }
        scheduleBeat(now);
    }
}
