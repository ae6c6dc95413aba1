package dev.rooms.engineio;

import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a session: the one that carries it, or one that asks to (Engine.IO v4, "Upgrade").
 *
 * <p>Concurrency: {@code upgrade} is written by the thread that reads the WebSocket, which the transport lets in one at a
 * time. Whether an upgrade, a deadline or a loss at the same moment wins is decided under the session's lock. {@code shut}
 * is never taken back. The other fields are guarded by {@code this}, which is held for no call but that of the timers.
 */
final class WebSocketLink implements Session {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    private final EngineSession session;
    private final ClientChannel channel;

    /** What it takes part in while it asks; null once it carries. */
    private volatile @Nullable Upgrade upgrade;

    private volatile boolean shut;
    private boolean over;
    private @Nullable Future<?> planned;

    private WebSocketLink(EngineSession session, ClientChannel channel, @Nullable Upgrade upgrade) {
        this.session = session;
        this.channel = channel;
        this.upgrade = upgrade;
    }

    /** One that carries its session from the beginning. */
    static WebSocketLink carrying(EngineSession session, ClientChannel channel) {
        return new WebSocketLink(session, channel, null);
    }

    /** One that asks for an upgrade, and is shut if it has come too late to ask. */
    static WebSocketLink probing(EngineSession session, ClientChannel channel, Upgrade upgrade) {
        WebSocketLink link = new WebSocketLink(session, channel, upgrade);
        if (upgrade.begin(link)) {
            link.plan(session.timers()
                    .after(session.settings().upgradeTimeout().toNanos(), () -> link.timedOut(upgrade)));
        } else {
            link.shut(CloseReason.POLICY_VIOLATION);
        }
        return link;
    }

    private void timedOut(Upgrade asked) {
        if (asked.fail(this)) {
            shut(CloseReason.POLICY_VIOLATION);
        }
    }

    ClientChannel channel() {
        return channel;
    }

    @Override
    public void text(String text) {
        Upgrade asked = upgrade;
        if (asked == null) {
            session.inbox().packet(text);
        } else if (!answer(asked, text)) {
            fail(asked, CloseReason.POLICY_VIOLATION);
        }
    }

    /** Does what a packet before the upgrade asks for; false when that is nothing. */
    private boolean answer(Upgrade asked, String packet) {
        switch (packet) {
            case EnginePackets.PROBE -> {
                // The answer first: a client that is let go by its poll before it may well poll again.
                if (session.inbox().control(false) && channel.send(EnginePackets.PROBE_ANSWER)) {
                    asked.answered(this);
                    return true;
                }
                return false;
            }
            case EnginePackets.UPGRADE -> {
                if (asked.complete(this)) {
                    upgrade = null;
                    return true;
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }

    /** The session goes on polling, and this WebSocket is of no use. */
    private void fail(Upgrade asked, CloseReason reason) {
        asked.fail(this);
        shut(reason);
    }

    @Override
    public void binary(ByteBuffer bytes) {
        Upgrade asked = upgrade;
        if (asked == null) {
            session.inbox().binary(bytes);
        } else {
            fail(asked, CloseReason.POLICY_VIOLATION);
        }
    }

    @Override
    public boolean ping() {
        return !shut && session.inbox().control(false);
    }

    @Override
    public void pong() {
        // That of a WebSocket ping, which isn't the heartbeat of this protocol.
        ping();
    }

    @Override
    public void tooBig() {
        Upgrade asked = upgrade;
        if (asked == null) {
            session.ending().end(CloseReason.TOO_BIG);
        } else {
            fail(asked, CloseReason.TOO_BIG);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        synchronized (this) {
            shut = true;
            over = true;
            drop();
        }
        Upgrade asked = upgrade;
        if (asked != null) {
            asked.fail(this);
        }
        session.ending().lost(this, reason);
    }

    /** Closes it, and cuts it when the peer takes too long to agree. */
    void shut(CloseReason reason) {
        synchronized (this) {
            if (shut) {
                return;
            }
            shut = true;
            drop();
        }
        try {
            channel.close(reason);
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to close, so it is cut", broken);
            cut();
            return;
        }
        plan(session.timers().atLast(session.settings().closeTimeout(), this::cut));
    }

    /** Ends it at once, and takes it as ended whether or not the transport tells. */
    void cut() {
        try {
            channel.cut();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.DEBUG, "A channel failed to be cut, so it is forgotten", broken);
        }
        closed(CloseReason.LOST);
    }

    /** The upgrade is made, so its time limit is of no use any more. */
    synchronized void upgraded() {
        drop();
    }

    /** Makes this its only task; none is kept once the connection is over. */
    private synchronized void plan(@Nullable Future<?> task) {
        drop();
        planned = task;
        if (over) {
            drop();
        }
    }

    private void drop() {
        if (planned != null) {
            planned.cancel(false);
            planned = null;
        }
    }
}
