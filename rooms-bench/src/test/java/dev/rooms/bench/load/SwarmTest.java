package dev.rooms.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmTest {

    @Test
    void countsMessagesThatComeInOrder() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start("#00000003", "#00000004", "#00000005");
                Swarm swarm = new Swarm(Dialect.PLAIN)) {
            swarm.onReceived((client, number) -> numbers.add(number));

            swarm.connect(1, server.port(), "room");
            swarm.awaitReceived(3);
        }

        assertThat(numbers).containsExactly(3L, 4L, 5L);
    }

    @Test
    void noticesALostMessage() throws IOException {
        assertThatBreaks("message 2 came after 0", "#00000000", "#00000002");
    }

    @Test
    void noticesADoubledMessage() throws IOException {
        assertThatBreaks("message 1 came after 1", "#00000000", "#00000001", "#00000001");
    }

    @Test
    void noticesAMessageOutOfOrder() throws IOException {
        assertThatBreaks("message 0 came after 1", "#00000001", "#00000000");
    }

    @Test
    void noticesMoreMessagesThanWereSent() throws IOException {
        try (ScriptedServer server = ScriptedServer.start("#00000000", "#00000001");
                Swarm swarm = new Swarm(Dialect.PLAIN)) {
            swarm.connect(1, server.port(), "room");
            swarm.awaitReceived(2);

            assertThatThrownBy(() -> swarm.awaitReceived(1)).hasMessage("2 messages came in, but 1 were sent");
        }
    }

    @Test
    void noticesAConnectionThatEnds() throws IOException {
        try (ScriptedServer server = ScriptedServer.start();
                Swarm swarm = new Swarm(Dialect.PLAIN)) {
            swarm.connect(1, server.port(), "room");
            server.close();

            assertThatThrownBy(() -> swarm.awaitReceived(1)).hasMessage("a client lost its connection");
        }
    }

    private static void assertThatBreaks(String message, String... texts) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(texts);
                Swarm swarm = new Swarm(Dialect.PLAIN)) {
            assertThatThrownBy(() -> {
                        swarm.connect(1, server.port(), "room");
                        swarm.awaitReceived(texts.length);
                    })
                    .hasMessage(message);
        }
    }
}
