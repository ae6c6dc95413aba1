package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Rooms;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A server's settings, and what it says of itself. */
class RoomsServerTest {
    @Test
    void aServerTellsWhereItIs() {
        try (RunningServer running = RunningServer.start()) {
            int port = running.server().port();
            assertThat(port).isPositive();
            assertThat(running.server().uri()).isEqualTo(URI.create("http://127.0.0.1:" + port));
        }
    }

    @Test
    void aSettingThatCannotBeIsNamedWithItsValue() {
        try (Rooms rooms = Rooms.builder().limits(RunningServer.LIMITS).build()) {
            RoomsServer.Builder builder = RoomsServer.builder(rooms);
            assertThatThrownBy(() -> builder.port(65_536))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65536");
            assertThatThrownBy(() -> builder.ioThreads(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ioThreads is 0");
            assertThatThrownBy(() -> builder.workerThreads(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("workerThreads is -1");
        }
    }
}
