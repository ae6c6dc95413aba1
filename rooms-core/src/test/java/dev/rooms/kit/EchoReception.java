package dev.rooms.kit;

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

/** Lets everybody in and sends each message back as it came: text as text, binary as binary. Thread-safe. */
public final class EchoReception implements Reception {
    private final int maxMessageBytes;
    private final long maxWaitingBytes;
    private final AtomicInteger open = new AtomicInteger();

    /** With these limits, in bytes. */
    public EchoReception(int maxMessageBytes, long maxWaitingBytes) {
        this.maxMessageBytes = maxMessageBytes;
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /** Sessions that have begun and weren't told of their end. */
    public int open() {
        return open.get();
    }

    @Override
    public Admission admit(Handshake handshake) {
        return (Admission.Granted) Echo::new;
    }

    @Override
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public long maxWaitingBytes() {
        return maxWaitingBytes;
    }

    private final class Echo implements Session {
        private final ClientChannel channel;
        private final AtomicBoolean over = new AtomicBoolean();

        Echo(ClientChannel channel) {
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
