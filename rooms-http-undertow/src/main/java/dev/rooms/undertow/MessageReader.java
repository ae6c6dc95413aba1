package dev.rooms.undertow;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Session;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketException;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;

/**
 * The receiving half of one connection: gathers frames to messages and tells the session. All of it runs on the
 * connection's I/O thread.
 *
 * <p>Undertow checks the frames themselves (masks, opcodes, lengths of control frames, UTF-8) and answers bad ones with a
 * close frame of its own. It doesn't bound messages, so the bytes are counted here.
 */
final class MessageReader implements ChannelListener<WebSocketChannel> {
    private static final Logger LOG = System.getLogger(MessageReader.class.getName());

    /** Time that our last close frame has to leave, where the core doesn't watch over it any more. */
    private static final long LAST_WORD_SECONDS = 5;

    private static final int FIRST_BYTES = 512;

    /** Stands for a close frame without a code (RFC 6455 §7.1.5). */
    private static final int NO_CODE = 1005;

    private final UndertowChannel channel;
    private final Session session;
    private final int maxMessageBytes;
    private boolean over;
    private boolean deaf;

    MessageReader(UndertowChannel channel, Session session, int maxMessageBytes) {
        this.channel = channel;
        this.session = session;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void handleEvent(WebSocketChannel connection) {
        try {
            StreamSourceFrameChannel frame = connection.receive();
            if (frame != null) {
                begin(connection, frame);
            } else if (connection.isCloseFrameReceived() && !over) {
                // No frame said so: the peer closed its side of the TCP connection, and nobody is left to listen.
                end(CloseReason.LOST);
                IoUtils.safeClose(connection);
            }
        } catch (IOException | RuntimeException | Error failure) {
            fail(connection, failure);
        }
    }

    /** The connection is closed, for whatever cause; after the peer's close frame this says nothing new. */
    void connectionClosed() {
        end(CloseReason.LOST);
    }

    private void begin(WebSocketChannel connection, StreamSourceFrameChannel frame) throws IOException {
        switch (frame.getType()) {
            case TEXT, BINARY -> {
                if (deaf) {
                    frame.close();
                } else if (declaresTooMuch(frame)) {
                    refuse(frame);
                } else {
                    new Message(connection, maxMessageBytes).read(frame);
                }
            }
            // Control frames are short; Undertow sees to it.
            default -> new Message(connection, maxMessageBytes).read(frame);
        }
    }

    /** Whether the message's first frame alone has more bytes than a message may. */
    private boolean declaresTooMuch(StreamSourceFrameChannel frame) {
        boolean open = frame.isOpen();
        // Closes the frame at once if it is longer. The sum over more frames can overflow, so Undertow doesn't go on
        // counting.
        frame.setMaxStreamSize(maxMessageBytes);
        frame.setMaxStreamSize(-1);
        return open && !frame.isOpen();
    }

    private void refuse(StreamSourceFrameChannel frame) {
        deaf = true;
        // The rest of the message is read and dropped, so that the client gets to see our close frame.
        frame.close();
        session.tooBig();
    }

    private void deliver(WebSocketChannel connection, StreamSourceFrameChannel frame, ByteBuffer bytes) {
        switch (frame.getType()) {
            case TEXT ->
                session.text(new String(
                        bytes.array(),
                        bytes.arrayOffset() + bytes.position(),
                        bytes.remaining(),
                        StandardCharsets.UTF_8));
            case BINARY -> session.binary(bytes);
            case PING -> {
                if (session.ping()) {
                    // One that doesn't fit is left out: a later pong answers all pings before it (RFC 6455 §5.5.3).
                    channel.send(Frame.pong(bytes));
                }
            }
            case PONG -> session.pong();
            case CLOSE -> answerClose(connection, bytes);
            default -> throw new IllegalStateException("Undertow read a frame of type " + frame.getType());
        }
    }

    private void answerClose(WebSocketChannel connection, ByteBuffer bytes) {
        int code = bytes.remaining() < 2 ? NO_CODE : Short.toUnsignedInt(bytes.getShort());
        end(CloseReason.ofCode(code));
        if (connection.isCloseFrameSent()) {
            IoUtils.safeClose(connection);
        } else {
            sayGoodbye(connection, code, "");
        }
    }

    private void fail(WebSocketChannel connection, Throwable failure) {
        CloseReason reason = reasonOf(failure);
        if (reason == CloseReason.INTERNAL_ERROR && !over) {
            LOG.log(Level.WARNING, "A message could not be handled, so its connection is closed", failure);
        }
        end(reason);
        if (reason == CloseReason.LOST) {
            IoUtils.safeClose(connection);
        } else {
            sayGoodbye(connection, reason.code(), reason.text());
        }
    }

    /** Sends the last close frame, unless Undertow has, and ends the connection when it has left or takes too long. */
    private static void sayGoodbye(WebSocketChannel connection, int code, String text) {
        try {
            if (!connection.isCloseFrameSent()) {
                if (code == NO_CODE) {
                    connection.sendClose();
                } else {
                    WebSockets.sendClose(code, text, connection, new Goodbye());
                }
            }
            if (connection.isOpen()) {
                connection
                        .getIoThread()
                        .executeAfter(() -> IoUtils.safeClose(connection), LAST_WORD_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException | RejectedExecutionException gone) {
            IoUtils.safeClose(connection);
        }
    }

    private static CloseReason reasonOf(Throwable failure) {
        if (failure instanceof UnsupportedEncodingException) {
            return CloseReason.INVALID_TEXT;
        }
        if (failure instanceof WebSocketException || failure.getCause() instanceof WebSocketException) {
            return CloseReason.PROTOCOL_ERROR;
        }
        return failure instanceof IOException ? CloseReason.LOST : CloseReason.INTERNAL_ERROR;
    }

    /** Nothing is sent any more but a last close frame. */
    private void end(CloseReason reason) {
        if (!over) {
            over = true;
            deaf = true;
            channel.discard();
            session.closed(reason);
        }
    }

    /** Ends the connection once its last frame has left. */
    private static final class Goodbye implements WebSocketCallback<Void> {
        @Override
        public void complete(WebSocketChannel connection, Void context) {
            IoUtils.safeClose(connection);
        }

        @Override
        public void onError(WebSocketChannel connection, Void context, Throwable failure) {
            IoUtils.safeClose(connection);
        }
    }

    /** A message on its way in, of one frame or many. */
    private final class Message implements ChannelListener<StreamSourceFrameChannel> {
        private final WebSocketChannel connection;
        private final int maxBytes;
        private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);
        private boolean complete;

        Message(WebSocketChannel connection, int maxBytes) {
            this.connection = connection;
            this.maxBytes = maxBytes;
        }

        @Override
        public void handleEvent(StreamSourceFrameChannel frame) {
            try {
                read(frame);
            } catch (IOException | RuntimeException | Error failure) {
                fail(connection, failure);
            }
        }

        void read(StreamSourceFrameChannel frame) throws IOException {
            while (!complete) {
                int count = frame.read(bytes);
                if (count == 0) {
                    frame.getReadSetter().set(this);
                    frame.resumeReads();
                    return;
                }
                if (count < 0) {
                    complete = true;
                    deliver(connection, frame, bytes.flip());
                } else if (bytes.position() > maxBytes) {
                    complete = true;
                    bytes = ByteBuffer.allocate(0);
                    refuse(frame);
                } else if (!bytes.hasRemaining()) {
                    grow();
                }
            }
        }

        private void grow() {
            // One byte more than allowed, to see that there is more.
            int capacity = (int) Math.min(bytes.capacity() * 2L, maxBytes + 1L);
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
    }
}
