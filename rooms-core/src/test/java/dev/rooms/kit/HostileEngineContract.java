package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do that mean harm to an Engine.IO endpoint: they get nothing by it, and another client hears nothing of it. */
abstract class HostileEngineContract extends EngineCases {
    private @Nullable EngineWire bystander;

    HostileEngineContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @BeforeEach
    void anotherClientIsThere() throws Exception {
        bystander = endpoint().openWire();
    }

    @AfterEach
    void theOtherClientIsServed() throws Exception {
        assertEchoes(Objects.requireNonNull(bystander));
        assertEchoes(endpoint().openWire());
    }

    private static void assertEchoes(EngineWire wire) throws Exception {
        wire.send("4served?");
        assertThat(wire.next()).isEqualTo("4served?");
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "__proto__", "constructor", "..%2F..%2Fetc", "%00", "a&sid=b", "%F0%9F%98%80"})
    void anUnknownSessionIsRefused(String sid) throws Exception {
        endpoint().assertNoSession(sid);
        assertThat(endpoint().push(sid, "4hello").status()).isEqualTo(400);
        endpoint().assertNoWebSocket(endpoint().upgrade(sid));
    }

    @Test
    void anEndlessSessionIdIsRefused() throws Exception {
        assertThat(endpoint().poll("x".repeat(4_000)).status()).isEqualTo(400);
    }

    @Test
    void aRequestOfAnotherVersionForASessionIsRefused() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();

            assertThat(endpoint().get("EIO=3&transport=polling&sid=" + sid).status())
                    .isEqualTo(400);

            endpoint().push(sid, "4hello");
            assertAnswer(endpoint().poll(sid), "4hello");
        });
    }

    @Test
    void aPayloadAsLargeAsAllowedIsTaken() throws Exception {
        String sid = endpoint().openSession();

        assertAnswer(endpoint().push(sid, "4" + "x".repeat(EngineEndpoint.MAX_PAYLOAD - 1)), "ok");
    }

    @Test
    void aLargerPayloadIsRefused() throws Exception {
        String sid = endpoint().openSession();

        assertThat(endpoint()
                        .push(sid, "4" + "x".repeat(EngineEndpoint.MAX_PAYLOAD))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aPayloadIsMeasuredInBytes() throws Exception {
        String sid = endpoint().openSession();

        assertThat(endpoint()
                        .push(sid, "4" + "\u20ac".repeat(EngineEndpoint.MAX_PAYLOAD / 3 + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aLargerPayloadInChunksIsRefused() throws Exception {
        String chunk = "x".repeat(1 << 16);
        String sid = endpoint().openSession();
        try (RawHttp connection = endpoint().dial()) {
            connection.head("POST", "?" + EngineEndpoint.query(sid), "Transfer-Encoding: chunked");
            connection.write("1\r\n4\r\n");
            for (int i = 0; i <= EngineEndpoint.MAX_PAYLOAD / chunk.length(); i++) {
                connection.write(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
            }

            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void aLargerMessageClosesTheWebSocket() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send("4" + "x".repeat(EngineEndpoint.MAX_PAYLOAD));

        wire.awaitClosed();
    }

    @Test
    void tenThousandPacketsInOnePayloadAreServed() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            String[] packets = IntStream.range(0, 10_000).mapToObj(i -> "4" + i).toArray(String[]::new);

            assertAnswer(endpoint().push(sid, packets), "ok");

            assertThat(endpoint().poll(sid, packets.length)).containsExactly(packets);
        });
    }

    @Test
    void aPayloadOfSeparatorsClosesTheSession() throws Exception {
        String sid = endpoint().openSession();

        endpoint().push(sid, "\u001e".repeat(100_000));

        endpoint().assertNoSession(sid);
    }

    @Test
    void twoPostsAtOnceCloseTheSession() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp first = endpoint().dial()) {
                first.head("POST", "?" + EngineEndpoint.query(sid), "Content-Length: 6")
                        .write("4h");
                EngineEndpoint.pass(Duration.ofMillis(20));

                assertThat(endpoint().push(sid, "4hello").status()).isEqualTo(400);

                endpoint().assertNoSession(sid);
            }
        });
    }

    @Test
    void aPostThatNeverEndsDoesNotKeepItsSession() throws Exception {
        String sid = endpoint().openSession();
        try (RawHttp post = endpoint().dial()) {
            post.head("POST", "?" + EngineEndpoint.query(sid), "Content-Length: 6")
                    .write("4h");

            EngineEndpoint.pass(EngineEndpoint.PING_INTERVAL.plus(EngineEndpoint.PING_TIMEOUT));

            endpoint().assertNoSession(sid);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void aClientThatPingsIsClosed(String ping) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(ping);

        wire.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{\"sid\":\"mine\"}", "3unasked", "5", "6"})
    void aPacketThatIsOutOfPlaceHarmsAtMostItsSender(String packet) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(packet, "4fence");

        assertThat(wire.hearUntil("4fence")).isSubsetOf("4fence");
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b!!!!", "b", "bA", "b====", "bAQIDBA"})
    void whatIsNoBase64HarmsAtMostItsSender(String packet) throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();

            endpoint().push(sid, packet, "4fence");

            assertThat(endpoint().poll(sid).status()).isIn(200, 400);
        });
    }

    @Test
    void aProbeOfASessionThatHasAWebSocketIsClosed() throws Exception {
        EngineWire wire = endpoint().open(endpoint().webSocket("EIO=4&transport=websocket"));
        String sid = EngineEndpoint.handshake(wire.next()).path("sid").asText();

        endpoint().assertNoWebSocket(endpoint().upgrade(sid));
        endpoint().assertNoSession(sid);

        assertEchoes(wire);
    }

    @Test
    void aSecondProbeOfASessionIsClosedAndTheFirstGoesOn() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().probe(sid);

            endpoint().assertNoWebSocket(endpoint().upgrade(sid));

            wire.send("5");
            assertEchoes(wire);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2foreign", "4hello", "1", "abc", ""})
    void aWebSocketThatDoesNotProbeIsClosedAndItsSessionStays(String packet) throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().open(endpoint().upgrade(sid));

            wire.send(packet);

            wire.awaitClosed();
            endpoint().push(sid, "4hello");
            assertAnswer(endpoint().poll(sid), "4hello");
        });
    }
}
