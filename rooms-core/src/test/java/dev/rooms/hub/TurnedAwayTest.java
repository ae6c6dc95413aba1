package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §5: connections. Handshakes that were let in together can be more than there is room for. */
class TurnedAwayTest {
    private static final Handshake HANDSHAKE =
            new Handshake(Handshake.Kind.WEBSOCKET, "/ws", Map.of(), Map.of(), "127.0.0.1");

    private static Admission.Granted admit(Rooms rooms) {
        return (Admission.Granted) rooms.reception().admit(HANDSHAKE);
    }

    @Test
    @DisplayName("HOSTILE 17: half-open TCP is closed at its deadline")
    void aConnectionThatWasOneTooManyIsCutWhenItsPeerDoesNotAnswer() {
        Limits limits = Limits.DEFAULTS
                .withMaxConnections(1)
                .withCloseTimeout(Duration.ofMillis(50))
                .withDrainTimeout(Duration.ofMillis(50));
        try (Rooms rooms = Rooms.builder().limits(limits).build()) {
            Admission.Granted first = admit(rooms);
            Admission.Granted second = admit(rooms);
            first.open(new RecordingChannel());
            RecordingChannel oneTooMany = new RecordingChannel();
            second.open(oneTooMany);

            assertThat(oneTooMany.closeReason()).hasValue(CloseReason.FULL);
            await().until(oneTooMany::isCut);
            assertThat(rooms.clientCount()).isEqualTo(1);
        }
    }
}
