package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is left of a server that stops. */
class StopTest {
    @Test
    void aStopEndsOpenConnectionsAndLeavesTheRoomsToAnotherServer() throws IOException {
        try (Rooms rooms = Rooms.builder().limits(RunningServer.LIMITS).build()) {
            RoomsServer first =
                    RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawClient client = RawClient.open(first).join("r");
                client.receiveText("\"ack\"");
                clients.add(client);
            }
            RawClient idle = RawClient.connect(first);

            first.stop();
            first.stop();

            for (RawClient client : clients) {
                assertThat(client.isEnded()).isTrue();
            }
            assertThat(idle.isEnded()).isTrue();
            await().until(() -> rooms.clientCount() == 0);
            assertThat(rooms.registry().roomCount()).isZero();
            assertThatThrownBy(() -> RawClient.connect(first)).isInstanceOf(IOException.class);

            try (RoomsServer second =
                            RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
                    RawClient client = RawClient.open(second).join("r")) {
                assertThat(client.receiveText("\"ack\"")).contains("\"success\":true");
            }
        }
    }

    @Test
    @DisplayName("HOSTILE 23: new ones refused, closed with 1001")
    void aDrainBeforeTheStopSaysGoodbye() throws IOException {
        try (RunningServer running = RunningServer.start();
                RawClient client = RawClient.open(running.server())) {
            Thread drain = new Thread(running.rooms()::drain);
            drain.start();
            assertThat(client.receive(RawClient.CLOSE).closeCode()).isEqualTo(1001);
            try (RawClient late = RawClient.connect(running.server())) {
                assertThat(late.write(RawClient.handshake("/ws")).readHead()).startsWith("HTTP/1.1 503 ");
            }
            client.send(RawClient.FINAL | RawClient.CLOSE, new byte[] {3, (byte) 0xE9});
            assertThat(client.isEnded()).isTrue();
            await().until(() -> !drain.isAlive());
        }
    }
}
