package dev.rooms.undertow.websocket;

import dev.rooms.transport.Admission;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;

/**
 * One WebSocket: the life of an upgraded connection from its first frame to its end (RFC 6455 §7). It runs in the
 * connection's I/O thread, save what {@link ClientChannel} offers to every thread.
 *
 * <p>Who sends its last close frame says no more, and shuts its side; what the peer still sends is dropped until it shuts
 * its own, for {@link #LAST_WORD_SECONDS} at most. To close with unread bytes there would reset the connection, and
 * the peer might never see the close frame.
 */
public final class WebSocketConnection implements ClientChannel, FrameListener, FrameWriter.Listener {
    private static final Logger LOG = System.getLogger(WebSocketConnection.class.getName());

    /** Time that the last close frame has to leave and the peer to go, where the core doesn't watch over it any more. */
    private static final long LAST_WORD_SECONDS = 5;

    /** System calls that one connection may read with, before others have their turn. */
    private static final int READS_IN_A_TURN = 16;

    private enum State {
        OPEN,
        /** The core has ended it; the peer's close frame is awaited. */
        CLOSING,
        /** Both sides have said that they end it, or the peer broke the protocol; our close frame may be on its way. */
        LEAVING,
        CLOSED
    }

    private final WebSocketLoop loop;
    private final StreamConnection connection;
    private final FrameWriter writer;
    private final FrameReader reader;
    private @Nullable Session session;
    private State state = State.OPEN;
    private boolean told;
    private XnioExecutor.@Nullable Key lastMoment;

    private WebSocketConnection(WebSocketLoop loop, StreamConnection connection, Reception reception, boolean deflate) {
        this.loop = loop;
        this.connection = connection;
        this.writer = new FrameWriter(loop, connection.getSinkChannel(), this, reception.maxWaitingBytes(), deflate);
        this.reader = new FrameReader(this, reception.maxMessageBytes(), deflate, loop.scratch());
    }

    /**
     * Begins the session of a connection that was upgraded; in its I/O thread.
     *
     * @param deflate whether permessage-deflate was agreed on
     */
    public static void open(
            WebSocketLoop loop,
            StreamConnection connection,
            Reception reception,
            Admission.Granted granted,
            boolean deflate) {
        new WebSocketConnection(loop, connection, reception, deflate).begin(granted);
    }

    private void begin(Admission.Granted granted) {
        connection.setCloseListener(closed -> ended());
        Session opened = granted.open(this);
        session = opened;
        if (told) {
            // It ended before there was anyone to be told.
            opened.closed(CloseReason.LOST);
            return;
        }
        connection.getSourceChannel().setReadListener(this::readable);
        connection.getSourceChannel().resumeReads();
    }

    // What the core asks for, from any thread.

    @Override
    public Lane lane() {
        return loop.lane();
    }

    @Override
    public boolean send(Frame frame) {
        return writer.send(frame);
    }

    @Override
    public boolean send(List<Frame> frames) {
        return writer.send(frames);
    }

    @Override
    public boolean isWritable() {
        return writer.isWritable();
    }

    @Override
    public Backlog backlog() {
        return writer.backlog();
    }

    @Override
    public void close(CloseReason reason) {
        if (writer.mustHandOver()) {
            loop.lane().execute(() -> closeNow(reason));
        } else {
            closeNow(reason);
        }
    }

    private void closeNow(CloseReason reason) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            reader.deaf();
            writer.finish(Frame.close(reason), reason.dropsWaiting());
        }
    }

    @Override
    public void cut() {
        if (loop.isCurrent()) {
            end();
            return;
        }
        try {
            loop.thread().execute(this::end);
        } catch (RejectedExecutionException stopped) {
            // The I/O thread is gone and all its connections with it; this one just hasn't heard of it.
            IoUtils.safeClose(connection);
        }
    }

    // What the connection tells.

    private void readable(ConduitStreamSourceChannel source) {
        try {
            read(source);
        } catch (IOException lost) {
            end();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A message could not be handled, so its connection is closed", failure);
            broken(CloseReason.INTERNAL_ERROR);
        }
    }

    private void read(ConduitStreamSourceChannel source) throws IOException {
        ByteBuffer bytes = loop.incoming();
        for (int i = 0; i < READS_IN_A_TURN; i++) {
            int count = source.read(bytes.clear());
            if (count < 0) {
                end();
                return;
            }
            if (state != State.LEAVING) {
                reader.read(bytes.flip());
            }
            if (count == 0 || (count < bytes.capacity() && !isEncrypted())) {
                return;
            }
        }
        if (isEncrypted()) {
            // What was decrypted already makes no socket readable.
            source.wakeupReads();
        }
    }

    private boolean isEncrypted() {
        return connection instanceof SslConnection;
    }

    /** The connection is closed, by whomever. */
    private void ended() {
        state = State.CLOSED;
        writer.discard();
        reader.deaf();
        if (lastMoment != null) {
            lastMoment.remove();
        }
        tell(CloseReason.LOST);
    }

    private void end() {
        IoUtils.safeClose(connection);
    }

    private void tell(CloseReason reason) {
        if (told) {
            return;
        }
        told = true;
        Session known = session;
        if (known != null) {
            known.closed(reason);
        }
    }

    // What the reader finds.

    private Session session() {
        return Objects.requireNonNull(session, "nothing is read before the session has begun");
    }

    @Override
    public void text(String text) {
        if (state == State.OPEN) {
            session().text(text);
        }
    }

    @Override
    public void binary(ByteBuffer bytes) {
        if (state == State.OPEN) {
            session().binary(bytes);
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (state == State.OPEN && session().ping()) {
            // One that doesn't fit is left out: a later pong answers all pings before it (RFC 6455 §5.5.3).
            send(Frame.pong(payload));
        }
    }

    @Override
    public void pong() {
        if (state == State.OPEN) {
            session().pong();
        }
    }

    @Override
    public void tooBig() {
        if (state == State.OPEN) {
            session().tooBig();
        }
    }

    @Override
    public void close(int code) {
        leave(Frame.closeAnswer(code), CloseReason.ofCode(code));
    }

    @Override
    public void broken(CloseReason reason) {
        leave(Frame.close(reason), reason);
    }

    /**
     * Nothing is read any more, and nothing is sent but what waits, as an answer to what came before, and our close frame, if
     * it wasn't.
     */
    private void leave(Frame lastWord, CloseReason reason) {
        if (state == State.LEAVING || state == State.CLOSED) {
            return;
        }
        state = State.LEAVING;
        watch();
        tell(reason);
        writer.finish(lastWord, false);
        if (writer.isFinished()) {
            shutDown();
        }
    }

    private void watch() {
        try {
            lastMoment = loop.thread().executeAfter(this::end, LAST_WORD_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopped) {
            end();
        }
    }

    // What the writer tells.

    @Override
    public void finished() {
        if (state == State.LEAVING) {
            shutDown();
        }
    }

    @Override
    public void failed() {
        end();
    }

    /** Says that nothing follows; the peer is expected to close its side as well. */
    private void shutDown() {
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        try {
            sink.shutdownWrites();
            if (!sink.flush()) {
                sink.setWriteListener(channel -> shutDown());
                sink.resumeWrites();
            }
        } catch (IOException gone) {
            end();
        }
    }
}
