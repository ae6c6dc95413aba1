package dev.rooms.jakarta;

import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;

/** Lets everybody in and sends each message back. */
final class EchoReception implements Reception {
    static final int MAX_MESSAGE_BYTES = 300_000;

    @Override
    public Admission admit(Handshake handshake) {
        return new Admission.Granted() {
            @Override
            public Session open(ClientChannel channel) {
                return new Echo(channel);
            }
        };
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public long maxWaitingBytes() {
        return 10L * MAX_MESSAGE_BYTES;
    }

    private record Echo(ClientChannel channel) implements Session {
        @Override
        public void text(String text) {
            channel.send(Frame.text(text));
        }

        @Override
        public void binary(ByteBuffer bytes) {
            channel.send(Frame.binary(bytes));
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
        public void closed(CloseReason reason) {}
    }
}
