package dev.rooms.undertow;

import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lets everyone in, answers pings and nothing else, and hands the server's end of each connection to the test.
 *
 * @param maxWaitingBytes bytes that may wait for one client
 * @param arrivals the channels, in the order in which they opened
 */
record OpenDoor(long maxWaitingBytes, BlockingQueue<ClientChannel> arrivals) implements Reception {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    OpenDoor(long maxWaitingBytes) {
        this(maxWaitingBytes, new LinkedBlockingQueue<>());
    }

    /** The channel of the client that came next. */
    ClientChannel arrival() throws InterruptedException {
        ClientChannel channel = arrivals.poll(10, TimeUnit.SECONDS);
        if (channel == null) {
            throw new AssertionError("nobody has come");
        }
        return channel;
    }

    @Override
    public Admission admit(Handshake handshake) {
        return (Admission.Granted) channel -> {
            arrivals.add(channel);
            return new Deaf();
        };
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    private static final class Deaf implements Session {
        @Override
        public void text(String text) {}

        @Override
        public void binary(ByteBuffer bytes) {}

        @Override
        public boolean ping() {
            return true;
        }

        @Override
        public void pong() {}

        @Override
        public void tooBig() {}

        @Override
        public void closed(CloseReason reason) {}
    }
}
