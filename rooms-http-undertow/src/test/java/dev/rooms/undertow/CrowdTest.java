package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** More clients at once than may connect: as many as may are served whole, and the others are told so. */
class CrowdTest {
    private static final int MAX = 100;
    private static final int CROWD = 600;

    @Test
    @DisplayName("HOSTILE 22: all at once after a restart: admission limit, health tells, nobody served half")
    void ofACrowdAsManyAsMayAreServedAndTheOthersAreTold() throws Exception {
        // The witness is one of those that may.
        try (Siege siege = Siege.begin(limits -> limits.withMaxConnections(MAX + 1))) {
            List<Wire> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(Wire.dial(siege.port()));
            }
            for (Wire wire : crowd) {
                wire.sendHandshake();
            }
            List<Wire> served = new ArrayList<>();
            for (Wire wire : crowd) {
                if (isLetIn(wire)) {
                    served.add(wire);
                } else {
                    wire.close();
                }
            }

            assertThat(served).hasSize(MAX);
            for (Wire wire : served) {
                Siege.joined(wire, "lobby");
            }
            assertThat(siege.rooms().to("lobby").emit("hello", 1)).isEqualTo(MAX);
            for (Wire wire : served) {
                wire.readText("\"hello\"");
            }
            assertThat(siege.counted(Counter.CONNECTED)).isEqualTo(MAX + 1);
            assertThat(siege.running().get("/health/live").statusCode()).isEqualTo(200);
            assertThat(siege.running().get("/metrics").body()).contains("\nrooms_handshakes_refused_total ");

            for (Wire wire : served) {
                wire.close();
            }
            await().until(() -> siege.rooms().clientCount() == 1);
            siege.member("lobby").close();
            siege.assertUnharmed();
        }
    }

    /** Whether a client may stay; one that may not is told by a whole answer, or by the close frame that comes first. */
    private static boolean isLetIn(Wire wire) throws IOException {
        String status = wire.readHead();
        if (status.startsWith("HTTP/1.1 503 ")) {
            return false;
        }
        assertThat(status).startsWith("HTTP/1.1 101 ");
        wire.send(Frame.ping("in?"));
        Frame answer = wire.read();
        if (answer.opcode() == Frame.CLOSE) {
            assertThat(answer.closeCode()).isEqualTo(1013);
            return false;
        }
        assertThat(answer.opcode()).isEqualTo(Frame.PONG);
        return true;
    }
}
