package dev.rooms.hub;

import dev.rooms.Limits;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
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
 * A connection that is one client of the main namespace: its session, its rate limit, and its way out.
 *
 * <p>Concurrency: the transport calls the receiving methods one at a time; {@code rate} belongs to them.
 */
final class Connection implements Session, Link, OpenConnection {
    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private static final Packet PING = Packet.of(Frame.ping());

    private final Hub hub;
    private final ClientChannel channel;
    private final TextProtocol protocol;
    private final ConnectedClient client;
    private final MessageRate rate;
    private final Heartbeat heartbeat;

    private volatile @Nullable Future<?> cut;
    private volatile boolean over;

    Connection(Hub hub, Identity identity, ClientChannel channel, TextProtocol protocol) {
        this.hub = hub;
        this.channel = channel;
        this.protocol = protocol;
        long now = System.nanoTime();
        this.rate = new MessageRate(hub.services().messageRate(), now);
        this.heartbeat = new Heartbeat(this, hub.services().alarms(), now);
        this.client = new ConnectedClient(hub, identity, this);
    }

    /** Takes the client in, and starts the heartbeat and the watch over sends that take too long. */
    void begin(Handshake handshake) {
        hub.begin(client, handshake);
        heartbeat.begin();
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
            rate.warning(now).ifPresent(client::refused);
            return;
        }
        protocol.text(text, client);
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
        heartbeat.stop();
        cancelCut();
        hub.lost(client, reason);
        connections().remove(this);
    }

    private long heard() {
        long now = System.nanoTime();
        heartbeat.heard(now);
        return now;
    }

    // What the hub asks for.

    @Override
    public Protocol protocol() {
        return protocol;
    }

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
        heartbeat.stop();
        connections().giveBackPlace();
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
            cancelCut();
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

    private void cancelCut() {
        Future<?> planned = cut;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private Connections connections() {
        return hub.services().connections();
    }

    // What the heartbeat asks for.

    Limits limits() {
        return hub.limits();
    }

    boolean hasEnded() {
        return !client.isConnected();
    }

    Backlog backlog() {
        return channel.backlog();
    }

    void askForPong() {
        client.send(PING);
    }
}
