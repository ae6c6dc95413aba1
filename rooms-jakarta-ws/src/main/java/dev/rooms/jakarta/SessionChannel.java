package dev.rooms.jakarta;

import dev.rooms.jakarta.container.Outlet;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import dev.rooms.transport.SendQueue;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends one frame at a time to one session of the container.
 *
 * <p>Pings and the close frame wait in the same queue as text: several containers throw, or break the connection, when
 * one of them overlaps a send. They have no asynchronous form, and closing blocks for up to 20 seconds on Tomcat, so they
 * run on the executor for what may block.
 *
 * <p>It is its queue's writer and the container's handler itself: a walk over a large room finds few of its members' objects
 * in the processor's caches, so each object fewer per recipient counts.
 *
 * <p>Where the outlet can't have it otherwise, nothing is written before {@code onOpen} is over: what is sent first is held, and
 * all that comes after it waits in the queue.
 *
 * <p>Concurrency: {@code held} is guarded by {@code this}, and so is {@code open} where it is set; it never goes back. The
 * core's session is there only after the channel was given to it, and a send may fail before that.
 * Whoever ends the channel sets {@code ended} before it looks for the core's session; {@link #attach} sets the session
 * before it looks at {@code ended}; so at least one of them sees the other and tells the core.
 */
final class SessionChannel implements ClientChannel, SendQueue.Writer, SendHandler {
    private static final Logger LOG = System.getLogger(SessionChannel.class.getName());

    /**
     * Time that the container's thread has to come back from {@code onOpen}, of which nothing tells: some microseconds, unless
     * the machine has given its processor to another.
     */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Session session;
    private final Outlet outlet;
    private final Executor blocking;
    private final SendQueue queue;

    private volatile dev.rooms.transport.@Nullable Session core;
    private volatile @Nullable CloseReason ended;
    private volatile boolean open;
    private @Nullable Frame held;

    SessionChannel(Session session, Outlet outlet, long maxWaitingBytes, Executor blocking) {
        this.session = session;
        this.outlet = outlet;
        this.blocking = blocking;
        this.queue = new SendQueue(maxWaitingBytes, this);
        this.open = outlet.writesWhileOpening();
    }

    /** Tells whom to tell of the end, once the core has made its session. */
    void attach(dev.rooms.transport.Session core) {
        this.core = core;
        CloseReason reason = ended;
        if (reason != null) {
            core.closed(reason);
        }
    }

    /** The endpoint's {@code onOpen} has done all else: what was held is written once it is over. */
    void opened() {
        if (!open) {
            run(() -> {
                LockSupport.parkNanos(REST_NANOS);
                release();
            });
        }
    }

    private void release() {
        Frame first;
        synchronized (this) {
            open = true;
            first = held;
            held = null;
        }
        if (first != null && ended == null) {
            write(first);
        }
    }

    @Override
    public Lane lane() {
        return outlet.lane();
    }

    @Override
    public boolean send(Frame frame) {
        return queue.offer(frame);
    }

    @Override
    public boolean send(List<Frame> frames) {
        return queue.offer(frames);
    }

    @Override
    public void close(CloseReason reason) {
        queue.close(reason);
    }

    @Override
    public void cut() {
        over(CloseReason.LOST);
        run(() -> {
            // The standard has no way to drop a connection. Some containers end it when it is silent, whatever waits to
            // be written; others when it is closed once more.
            session.setMaxIdleTimeout(1);
            session.close(CloseReasons.of(CloseReason.GOING_AWAY));
        });
    }

    @Override
    public boolean isWritable() {
        return queue.isIdle();
    }

    @Override
    public Backlog backlog() {
        return queue.backlog();
    }

    /** The connection is over. */
    void over(CloseReason reason) {
        queue.discard();
        if (ended == null) {
            ended = reason;
        }
        dev.rooms.transport.Session known = core;
        if (known != null) {
            known.closed(reason);
        }
    }

    /** The connection failed; Tomcat and Liberty leave the session half open then. */
    void fail(@Nullable Throwable failure) {
        LOG.log(Level.DEBUG, "A connection failed", failure);
        over(CloseReason.LOST);
        run(() -> session.close(CloseReasons.of(CloseReason.INTERNAL_ERROR)));
    }

    /** The outlet has done what {@link #write} started. */
    @Override
    public void onResult(SendResult result) {
        if (result.isOK()) {
            queue.sent();
        } else {
            fail(result.getException());
        }
    }

    @Override
    public void write(Frame frame) {
        if (open || !holds(frame)) {
            put(frame);
        }
    }

    /** Keeps the frame, which is the only one under way, while the connection opens; false when that is over. */
    private synchronized boolean holds(Frame frame) {
        if (!open) {
            held = frame;
        }
        return !open;
    }

    private void put(Frame frame) {
        try {
            switch (frame.kind()) {
                case TEXT, BINARY -> outlet.write(frame, this);
                case PING -> runInTurn(() -> session.getAsyncRemote().sendPing(frame.payload()));
                case PONG -> runInTurn(() -> session.getAsyncRemote().sendPong(frame.payload()));
                case CLOSE -> runInTurn(() -> session.close(CloseReasons.of(frame.reason())));
            }
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    /** Runs a write that may block, and lets the queue go on after it. */
    private void runInTurn(Call call) {
        run(() -> {
            try {
                call.run();
            } catch (IOException | RuntimeException failure) {
                over(CloseReason.LOST);
                throw failure;
            }
            queue.sent();
        });
    }

    private void run(Call call) {
        try {
            blocking.execute(() -> {
                try {
                    call.run();
                } catch (IOException | RuntimeException gone) {
                    LOG.log(Level.DEBUG, "The connection was gone already", gone);
                }
            });
        } catch (RejectedExecutionException stopped) {
            // The rooms are closed, so all connections were closed or cut before.
            over(CloseReason.LOST);
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }
}
