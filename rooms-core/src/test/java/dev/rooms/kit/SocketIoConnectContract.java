package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How namespaces are joined and left (Socket.IO v5, "Connection to a namespace", "Disconnection from a namespace"). */
abstract class SocketIoConnectContract extends SocketIoCases {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    SocketIoConnectContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "40 | 40 | 42[\"auth\",{}]",
                "40{\"token\":\"123\"} | 40 | 42[\"auth\",{\"token\":\"123\"}]",
                "40/, | 40 | 42[\"auth\",{}]",
                "40/custom, | 40/custom, | 42/custom,[\"auth\",{}]",
                "40/custom | 40/custom, | 42/custom,[\"auth\",{}]",
                "40/custom,{\"token\":\"abc\"} | 40/custom, | 42/custom,[\"auth\",{\"token\":\"abc\"}]",
            })
    void whoConnectsIsToldHisIdAndThenWhatHePresented(String connect, String begin, String auth) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(connect);

        assertConnected(wire.next(), begin);
        assertThat(wire.next()).isEqualTo(auth);
        wire.close();
    }

    @Test
    void whoConnectsOverPollingIsToldTheSame() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();

            endpoint().push(sid, "40{\"token\":\"123\"}");

            List<String> packets = endpoint().poll(sid, 2);
            assertConnected(packets.get(0), "40");
            assertThat(packets.get(1)).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
            assertThat(packets).hasSize(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/random", "40/random,", "40/random,{\"token\":\"123\"}"})
    void anUnknownNamespaceIsRefused(String connect) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(connect);

        assertThat(wire.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        wire.close();
    }

    @Test
    void aRefusedNamespaceDoesNotHinderAnother() throws Exception {
        EngineWire wire = connect();

        wire.send("40/random");

        assertThat(wire.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        assertServed(wire);
        wire.close();
    }

    @Test
    void aFirstPacketThatIsNoneClosesTheConnection() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send("4abc");

        wire.awaitClosed();
    }

    @Test
    void whoSaysNothingIsClosed() throws Exception {
        EngineWire wire = endpoint().openSilentWire();

        wire.awaitClosed();
    }

    @Test
    void whoAnswersPingsButNeverConnectsIsClosedAfterTheConnectTimeout() throws Exception {
        long begin = System.nanoTime();
        EngineWire wire = endpoint().openWire();

        wire.awaitClosed();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(CONNECT_TIMEOUT.minusMillis(50));
    }

    @Test
    void whoKnocksOnlyAtUnknownNamespacesIsClosedAfterTheConnectTimeout() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send("40/random");

        assertThat(wire.next()).startsWith("44/random,");
        wire.awaitClosed();
    }

    @Test
    void whoConnectedStaysBeyondTheConnectTimeout() throws Exception {
        EngineWire wire = connect();

        EngineEndpoint.pass(CONNECT_TIMEOUT.multipliedBy(2));

        assertServed(wire);
        wire.close();
    }

    @RepeatedTest(3)
    void whoDisconnectsHearsNothingBeforeTheNextPing() throws Exception {
        endpoint().whileYoung(() -> {
            EngineWire wire = connectSilently();

            wire.send("41");

            assertThat(wire.next()).isEqualTo("2");
            wire.close();
        });
    }

    @Test
    void whoDisconnectsMayConnectAgain() throws Exception {
        EngineWire wire = connect();

        wire.send("41", "40");

        assertConnected(wire.next(), "40");
        assertThat(wire.next()).isEqualTo("42[\"auth\",{}]");
        assertServed(wire);
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({"40/custom,41/custom", "'40/custom,','41/custom,'"})
    void whoLeavesOneNamespaceIsServedInTheOther(String join, String leave) throws Exception {
        EngineWire wire = connect();
        wire.send(join);
        assertConnected(wire.next(), "40/custom,");
        assertThat(wire.next()).isEqualTo("42/custom,[\"auth\",{}]");

        wire.send(leave, "42[\"message\",\"message to main namespace\"]");

        assertThat(wire.next()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        wire.close();
    }

    @Test
    void theIdsOfTheNamespacesOfAConnectionDifferFromEachOtherAndFromItsOwn() throws Exception {
        EngineWire wire = endpoint().open(endpoint().webSocket("EIO=4&transport=websocket"));
        String engine = EngineEndpoint.handshake(wire.next()).path("sid").asText();
        wire.send("40", "40/custom,");

        List<String> heard = List.of(wire.next(), wire.next(), wire.next(), wire.next());

        assertThat(heard.stream()
                        .filter(packet -> packet.startsWith("40"))
                        .map(packet -> packet.replaceFirst("^[^{]*", "")))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .noneMatch(data -> data.contains(engine));
        wire.close();
    }
}
