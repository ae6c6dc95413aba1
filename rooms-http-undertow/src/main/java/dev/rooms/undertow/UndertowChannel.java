package dev.rooms.undertow;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import dev.rooms.transport.SendQueue;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/**
 * The sending half of one connection, on Undertow's own WebSocket channel.
 *
 * <p>Undertow queues what it is given without bound, so it is given one frame at a time, and always by the connection's
 * I/O thread: what other threads send (the core's timers, say) goes there first.
 */
final class UndertowChannel implements ClientChannel {
    private final WebSocketChannel connection;
    private final XnioIoThread ioThread;
    private final Lane lane;
    private final SendQueue queue;

    UndertowChannel(WebSocketChannel connection, Lane lane, long maxWaitingBytes) {
        this.connection = connection;
        this.ioThread = connection.getIoThread();
        this.lane = lane;
        this.queue = new SendQueue(maxWaitingBytes, this::write);
    }

    @Override
    public Lane lane() {
        return lane;
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
        onIoThread(() -> IoUtils.safeClose(connection));
    }

    @Override
    public boolean isWritable() {
        return queue.isIdle();
    }

    @Override
    public Backlog backlog() {
        return queue.backlog();
    }

    /** The connection has ended, or nothing but Undertow's own close frame goes out any more. */
    void discard() {
        queue.discard();
    }

    private void write(Frame frame) {
        onIoThread(() -> writeNow(frame));
    }

    private void writeNow(Frame frame) {
        Sending sending = new Sending();
        ByteBuffer payload = frame.payload();
        try {
            switch (frame.kind()) {
                case TEXT -> WebSockets.sendText(payload, connection, sending);
                case BINARY -> WebSockets.sendBinary(payload, connection, sending);
                case PING -> WebSockets.sendPing(payload, connection, sending);
                case PONG -> WebSockets.sendPong(payload, connection, sending);
                case CLOSE -> WebSockets.sendClose(payload, connection, sending);
            }
        } catch (RuntimeException failure) {
            sending.onError(connection, null, failure);
        }
    }

    private void onIoThread(Runnable task) {
        if (Thread.currentThread() == ioThread) {
            task.run();
            return;
        }
        try {
            ioThread.execute(task);
        } catch (RejectedExecutionException stopped) {
            // The I/O thread is gone and all its connections with it; this one just hasn't heard of it.
            queue.discard();
            IoUtils.safeClose(connection);
        }
    }

    /** Hears of the end of one write; once, though Undertow may tell it twice. */
    private final class Sending implements WebSocketCallback<Void> {
        private boolean over;

        @Override
        public void complete(WebSocketChannel channel, Void context) {
            if (!over) {
                over = true;
                queue.sent();
            }
        }

        @Override
        public void onError(WebSocketChannel channel, Void context, Throwable failure) {
            if (!over) {
                over = true;
                queue.failed();
                // Whoever reads the connection is told of its end by Undertow.
                IoUtils.safeClose(connection);
            }
        }
    }
}
