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
 * <p>Concurrency: the core's session is there only after the channel was given to it, and a send may fail before that.
 * Whoever ends the channel sets {@code ended} before it looks for the core's session; {@link #attach} sets the session
 * before it looks at {@code ended}; so at least one of them sees the other and tells the core.
 */
final class SessionChannel implements ClientChannel, SendQueue.Writer, SendHandler {
    private static final Logger LOG = System.getLogger(SessionChannel.class.getName());

    private final Session session;
    private final Outlet outlet;
    private final Executor blocking;
    private final SendQueue queue;

    private volatile dev.rooms.transport.@Nullable Session core;
    private volatile @Nullable CloseReason ended;

    SessionChannel(Session session, Outlet outlet, long maxWaitingBytes, Executor blocking) {
        this.session = session;
        this.outlet = outlet;
        this.blocking = blocking;
        this.queue = new SendQueue(maxWaitingBytes, this);
    }

    /** Tells whom to tell of the end, once the core has made its session. */
    void attach(dev.rooms.transport.Session core) {
        this.core = core;
        CloseReason reason = ended;
        if (reason != null) {
            core.closed(reason);
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
