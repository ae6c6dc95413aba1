package dev.rooms.engineio;

import dev.rooms.http.HttpRequest;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a session has for as long as it polls: the packets that wait, and the requests that are there (Engine.IO v4, "HTTP
 * long-polling"). A session over WebSocket has none.
 *
 * <p>Guarded by the session's lock; methods that say "locked" are called with it.
 */
final class LongPolling {
    /** How long a GET waits for the end of an upgrade that is under way; the reference lets it wait as long at most. */
    private static final Duration HOLD = Duration.ofMillis(100);

    private final EngineSession session;
    private final Upgrade upgrade;
    private @Nullable List<Frame> packets;
    private long bytes;
    private @Nullable Poll poll;
    private boolean late;

    /** The head of the POST under way; that very one, as another may say the same. */
    private @Nullable Object post;

    private @Nullable Future<?> lingering;

    LongPolling(EngineSession session) {
        this.session = session;
        this.upgrade = new Upgrade(session, this);
    }

    Upgrade upgrade() {
        return upgrade;
    }

    /** Keeps packets; false when they don't fit. Locked. */
    boolean put(List<Frame> more) {
        long size = 0;
        for (Frame packet : more) {
            size += packet.size();
        }
        if (packets != null && bytes + size > session.settings().maxWaitingBytes()) {
            return false;
        }
        bytes += size;
        kept().addAll(more);
        return true;
    }

    /** Keeps a packet of the server's own, whatever waits already. Locked. */
    void force(Frame packet) {
        bytes += packet.size();
        kept().add(packet);
    }

    private List<Frame> kept() {
        List<Frame> kept = packets;
        if (kept == null) {
            kept = new ArrayList<>(2);
            packets = kept;
        }
        return kept;
    }

    /** Takes all packets that wait. Locked. */
    List<Frame> take() {
        List<Frame> taken = packets == null ? List.of() : packets;
        packets = null;
        bytes = 0;
        return taken;
    }

    /** Takes the GET that waits. Locked. */
    @Nullable Poll takePoll() {
        Poll taken = poll;
        poll = null;
        return taken;
    }

    /** The GET that waits, if it came after a WebSocket of its session. Locked. */
    @Nullable Poll latePoll() {
        return late ? poll : null;
    }

    /** Whether a GET waits. Locked. */
    boolean isPolled() {
        return poll != null;
    }

    /** Bytes that wait. Locked. */
    long bytes() {
        return bytes;
    }

    /** Remembers the task that ends the session when no GET comes any more; false when there is none. Locked. */
    boolean linger(@Nullable Future<?> task) {
        lingering = task;
        return task != null;
    }

    /** The session ends: forgets all. Locked. */
    void discard() {
        take();
        post = null;
        if (lingering != null) {
            lingering.cancel(false);
            lingering = null;
        }
    }

    /** A GET asks for packets. */
    void poll(Poll asking) {
        List<Frame> due = List.of();
        EngineError refusal = null;
        Farewell farewell = null;
        boolean hold = false;
        synchronized (session) {
            if (session.ending().isClosed()) {
                if (session.ending().takeParting()) {
                    due = List.of(EnginePackets.NOOP);
                } else {
                    refusal = EngineError.UNKNOWN_SID;
                }
            } else if (upgrade.isDone()) {
                refusal = EngineError.BAD_REQUEST;
            } else if (poll != null) {
                refusal = EngineError.BAD_REQUEST;
                farewell = session.ending().finish(CloseReason.PROTOCOL_ERROR, EnginePackets.CLOSE);
            } else if (packets == null) {
                poll = asking;
                late = upgrade.isNear();
                hold = upgrade.isProbed();
            } else {
                due = take();
                if (!session.ending().isOpen()) {
                    farewell = session.ending().finish(CloseReason.NORMAL, EnginePackets.CLOSE);
                }
            }
        }
        if (!due.isEmpty()) {
            asking.give(due);
        }
        if (farewell != null) {
            farewell.say();
        }
        if (refusal != null) {
            asking.refuse(refusal);
        } else if (hold) {
            hold(asking);
        }
    }

    /** Keeps a GET for a while: a client that has just sent its "5" may be ahead of it with one, which is to be refused. */
    void hold(Poll asking) {
        asking.hold(session.timers().atLast(HOLD, () -> release(asking)));
    }

    private void release(Poll held) {
        synchronized (session) {
            if (poll != held) {
                return;
            }
            poll = null;
        }
        held.give(List.of(EnginePackets.NOOP));
    }

    /** The client has given up a GET: what it would have got next can't be told from what it got. */
    void abandoned(Poll given) {
        synchronized (session) {
            if (poll != given) {
                return;
            }
            poll = null;
        }
        session.ending().end(CloseReason.LOST);
    }

    /** A POST begins; null when it may. Its body is still to come. */
    @Nullable EngineError beginPost(HttpRequest head) {
        Farewell farewell;
        synchronized (session) {
            if (session.ending().isClosed()) {
                return EngineError.UNKNOWN_SID;
            }
            if (upgrade.isDone()) {
                return EngineError.BAD_REQUEST;
            }
            if (post == null && !isBinary(head)) {
                post = head;
                return null;
            }
            farewell = session.ending().finish(CloseReason.PROTOCOL_ERROR, EnginePackets.CLOSE);
        }
        farewell.say();
        return EngineError.BAD_REQUEST;
    }

    /** Binary bodies were of revision 3. */
    private static boolean isBinary(HttpRequest head) {
        return head.header("content-type")
                .filter(type -> type.regionMatches(true, 0, "application/octet-stream", 0, 24))
                .isPresent();
    }

    /** The body of a POST is here; null when its packets were taken. */
    @Nullable EngineError post(HttpRequest head, byte[] body) {
        synchronized (session) {
            if (session.ending().isClosed()) {
                return EngineError.UNKNOWN_SID;
            }
            if (upgrade.isDone()) {
                return EngineError.BAD_REQUEST;
            }
        }
        boolean taken = deliver(body);
        endPost(head);
        return taken ? null : EngineError.BAD_REQUEST;
    }

    private boolean deliver(byte[] body) {
        Optional<List<String>> sent = EnginePackets.split(body);
        if (sent.isEmpty()) {
            session.ending().end(CloseReason.PROTOCOL_ERROR);
            return false;
        }
        for (String packet : sent.get()) {
            if (!session.inbox().packet(packet)) {
                return false;
            }
        }
        return true;
    }

    /** A POST is over without its body being taken: the session stays. */
    void endPost(HttpRequest head) {
        synchronized (session) {
            if (post == head) {
                post = null;
            }
        }
    }

    /** The client has given up a POST: what it sends after that can't be taken without it. */
    void abandonedPost(HttpRequest head) {
        synchronized (session) {
            if (post != head) {
                return;
            }
        }
        session.ending().end(CloseReason.LOST);
    }
}
