package dev.rooms.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void clientsAreSpreadEvenlyAndNoneIsLeftOut() {
        assertThat(IntStream.range(0, 3).map(server -> Room.share(1_000, 3, server)))
                .containsExactly(334, 333, 333);
    }

    @Test
    void membersOfTheSendersServerAreNearAndAllOthersFar() {
        Room room = new Room("room", 10, 4, 2);

        assertThat(IntStream.rangeClosed(11, 14).filter(room::isNear)).containsExactly(11, 12);
    }

    @Test
    void messagesAreNumberedFromZero() {
        Room room = new Room("room", 0, 1, 1);

        assertThat(room.next()).isZero();
        assertThat(room.next()).isEqualTo(1);
        assertThat(room.sent()).isEqualTo(2);
    }
}
