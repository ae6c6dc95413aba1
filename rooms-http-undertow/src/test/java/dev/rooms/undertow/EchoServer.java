package dev.rooms.undertow;

import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An Undertow whose WebSocket clients get their messages back as they came: text as text, binary as binary. */
public final class EchoServer implements AutoCloseable {
    /** Bytes that one message may have: 16 MiB, the largest that anyone sends here, and some more. */
    private static final int MAX_MESSAGE_BYTES = (16 << 20) + 1024;

    private static final long MAX_WAITING_BYTES = 2L * MAX_MESSAGE_BYTES;

    private final AtomicInteger open = new AtomicInteger();
    private final SocketServer server;

    private EchoServer(boolean perMessageDeflate) {
        server = SocketServer.start(new EchoReception(), perMessageDeflate);
    }

    /**
     * Starts one at a port that the system picks.
     *
     * @param perMessageDeflate whether clients that offer permessage-deflate get it
     */
    public static EchoServer start(boolean perMessageDeflate) {
        return new EchoServer(perMessageDeflate);
    }

    public int port() {
        return server.port();
    }

    /** Sessions that have begun and weren't told of their end. */
    public int openSessions() {
        return open.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private final class EchoReception implements Reception {
        @Override
        public Admission admit(Handshake handshake) {
            return (Admission.Granted) EchoSession::new;
        }

        @Override
        public int maxMessageBytes() {
            return MAX_MESSAGE_BYTES;
        }

        @Override
        public long maxWaitingBytes() {
            return MAX_WAITING_BYTES;
        }
    }

    private final class EchoSession implements Session {
        private final ClientChannel channel;
        private final AtomicBoolean over = new AtomicBoolean();

        EchoSession(ClientChannel channel) {
            this.channel = channel;
            open.incrementAndGet();
        }

        @Override
        public void text(String text) {
            echo(Frame.text(text));
        }

        @Override
        public void binary(ByteBuffer bytes) {
            echo(Frame.binary(bytes));
        }

        private void echo(Frame frame) {
            if (!channel.send(frame)) {
                channel.close(CloseReason.TOO_SLOW);
            }
        }

        @Override
        public boolean ping() {
            return true;
        }

        @Override
        public void pong() {}

        @Override
        public void tooBig() {
            channel.close(CloseReason.TOO_BIG);
        }

        @Override
        public void closed(CloseReason reason) {
            if (over.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        }
    }
}
