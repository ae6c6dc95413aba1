package dev.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TestClient;
import dev.rooms.transport.Admission;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HOSTILE 23: a server that is about to drain lets nobody in, and goes on serving those who are there. */
class RefuseNewClientsTest {

    @Test
    void whoeverComesAfterwardsIsRefusedWith503WhileTheOthersAreServed() {
        try (Rooms rooms = Rooms.create()) {
            TestClient ada = TestClient.connect(rooms, "ada");
            assertThat(rooms.isReady()).isTrue();

            rooms.refuseNewClients();

            assertThat(rooms.isReady()).isFalse();
            assertThat(rooms.reception().admit(TestClient.handshake(Map.of(), Map.of())))
                    .isInstanceOfSatisfying(
                            Admission.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(503));
            ada.join("lobby");
            assertThat(ada.received("ack")).hasSize(1);
            ada.close();
        }
    }
}
