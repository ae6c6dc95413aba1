package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a client that doesn't read is bounded, and what was taken arrives whole and in order. */
class WaitingBytesTest {
    private static final long MAX_WAITING_BYTES = 256 * 1024;

    /** A thread that isn't the connection's own sees what waits a moment late, by a frame. */
    private static final long ONE_FRAME = 256;

    private static final String FILLING = "x".repeat(200);

    /**
     * What became of a flood.
     *
     * @param taken the numbers of the messages that were accepted
     * @param mostBytes the most that ever waited
     */
    private record Flood(List<Integer> taken, long mostBytes) {
        static Flood of(ClientChannel channel) {
            List<Integer> taken = new ArrayList<>();
            long most = 0;
            for (int i = 0; i < 100_000; i++) {
                if (channel.send(dev.rooms.transport.Frame.text(i + FILLING))) {
                    taken.add(i);
                }
                most = Math.max(most, channel.backlog().bytes());
            }
            return new Flood(taken, most);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("HOSTILE 3: 100,000 messages at once: memory bounded, order kept for what is delivered")
    void aFloodOfMessagesIsBoundedAndKeepsItsOrder(boolean inOneTurnOfTheIoThread) throws Exception {
        OpenDoor door = new OpenDoor(MAX_WAITING_BYTES);
        try (SocketServer server = SocketServer.start(door, false);
                Wire wire = Wire.openSlow(server.port())) {
            ClientChannel channel = door.arrival();

            Flood flood;
            if (inOneTurnOfTheIoThread) {
                CompletableFuture<Flood> done = new CompletableFuture<>();
                channel.lane().execute(() -> done.complete(Flood.of(channel)));
                flood = done.get(30, TimeUnit.SECONDS);
            } else {
                flood = Flood.of(channel);
            }

            assertThat(flood.mostBytes()).isPositive().isLessThanOrEqualTo(MAX_WAITING_BYTES + ONE_FRAME);
            assertThat(flood.taken()).hasSizeBetween(1, 99_999);
            for (int number : flood.taken()) {
                assertThat(wire.read().text()).isEqualTo(number + FILLING);
            }
            channel.close(CloseReason.NORMAL);
            assertThat(wire.read().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("HOSTILE 14: a flood of pings from a client that reads no pong: no growth")
    void pongsThatNobodyReadsDontGather() throws Exception {
        OpenDoor door = new OpenDoor(MAX_WAITING_BYTES);
        try (SocketServer server = SocketServer.start(door, false);
                Wire wire = Wire.openSlow(server.port())) {
            ClientChannel channel = door.arrival();
            int pings = 100_000;
            long most = 0;
            Frame[] some = new Frame[100];
            for (int i = 0; i < pings; i += some.length) {
                for (int k = 0; k < some.length; k++) {
                    some[k] = Frame.ping(String.format("%0120d", i + k));
                }
                wire.send(some);
                most = Math.max(most, channel.backlog().bytes());
            }
            wire.send(Frame.of(Frame.CLOSE, ""));

            assertThat(most).isPositive().isLessThanOrEqualTo(MAX_WAITING_BYTES + ONE_FRAME);
            int answered = 0;
            int last = -1;
            for (Frame frame = wire.read(); frame.opcode() == Frame.PONG; frame = wire.read()) {
                int number = Integer.parseInt(frame.text());
                assertThat(number).isGreaterThan(last);
                last = number;
                answered++;
            }
            assertThat(answered).isBetween(1, pings - 1);
            assertThat(wire.awaitEnd()).isEqualTo(Wire.End.FIN);
        }
    }
}
