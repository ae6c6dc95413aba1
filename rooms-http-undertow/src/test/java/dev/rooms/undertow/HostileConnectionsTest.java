package dev.rooms.undertow;

import static dev.rooms.undertow.RawClient.FINAL;
import static dev.rooms.undertow.RawClient.PING;
import static dev.rooms.undertow.RawClient.PONG;
import static dev.rooms.undertow.RawClient.TEXT;
import static dev.rooms.undertow.RawClient.handshake;
import static dev.rooms.undertow.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.rooms.metrics.Measurements.Counter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Connections that end or go wrong at every point: nothing stays behind, and nothing worth a warning happened. */
class HostileConnectionsTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private RunningServer running;

    @BeforeEach
    void start() {
        log.start();
        rootLogger().addAppender(log);
        running = RunningServer.start(rooms ->
                rooms.limits(RunningServer.LIMITS.withMessagesPerSecond(100).withMessageBurst(100)));
    }

    @AfterEach
    void stop() {
        running.close();
        rootLogger().detachAppender(log);
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private void assertNothingIsLeft() {
        await().until(() -> running.rooms().clientCount() == 0);
        assertThat(running.rooms().registry().roomCount()).isZero();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    private void assertOthersAreServed() throws IOException {
        try (RawClient other = RawClient.open(running.server())) {
            assertThat(other.join("still-here").receiveText("\"ack\"")).contains("still-here");
        }
    }

    @Test
    @DisplayName("HOSTILE 15: 2,000 headers")
    void aFloodOfHeadersIsRefused() throws IOException {
        String[] many =
                IntStream.range(0, 2_000).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        assertRefused(handshake("/ws", many));
        assertRefused(request("GET /health HTTP/1.1", List.of(many)));
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("HOSTILE 15: 64 KB of Sec-WebSocket-Protocol")
    void anOverlongHeaderIsRefused() throws IOException {
        assertRefused(handshake("/ws", "Sec-WebSocket-Protocol: " + "p,".repeat(32 * 1024)));
        assertRefused("GET /" + "a".repeat(64 * 1024) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    /** 4xx, or closed before it was all sent. */
    private void assertRefused(String request) throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            String answer;
            try {
                answer = client.write(request).readAll();
            } catch (java.net.SocketException reset) {
                answer = "";
            }
            if (!answer.isEmpty()) {
                assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 10_000})
    @DisplayName("HOSTILE 18: RST in the handshake and in the upgrade")
    void aResetInTheHandshakeLeavesNothing(int bytes) throws IOException {
        String request = handshake("/ws");
        for (int i = 0; i < 20; i++) {
            RawClient client = RawClient.connect(running.server());
            client.write(request.substring(0, Math.min(bytes, request.length())));
            client.reset();
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 5_000})
    @DisplayName("HOSTILE 18: RST inside a frame")
    void aResetInsideAFrameLeavesNothing(int bytes) throws IOException {
        byte[] frame = RawClient.frame(FINAL | TEXT, new byte[10_000]);
        for (int i = 0; i < 5; i++) {
            RawClient client = RawClient.open(running.server()).join("r");
            client.receiveText("\"ack\"");
            client.write(java.util.Arrays.copyOf(frame, bytes));
            client.reset();
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("HOSTILE 18: RST during close, the client's and ours")
    void aResetDuringCloseLeavesNothing() throws IOException {
        for (int i = 0; i < 10; i++) {
            RawClient leaving = RawClient.open(running.server()).join("r");
            leaving.send(FINAL | RawClient.CLOSE, new byte[] {3, (byte) 0xE8});
            leaving.reset();
            RawClient expelled = RawClient.open(running.server()).join("r");
            expelled.send(FINAL | RawClient.BINARY, new byte[] {1});
            expelled.reset();
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("HOSTILE 18: RST while much waits to be sent")
    void aResetWhileMuchWaitsLeavesNothing() throws IOException {
        String text = "x".repeat(100_000);
        for (int i = 0; i < 10; i++) {
            RawClient client = RawClient.open(running.server()).join("r");
            client.receiveText("\"ack\"");
            for (int k = 0; k < 8; k++) {
                running.rooms().to("r").emit("n", text);
            }
            client.reset();
            running.rooms().to("r").emit("n", text);
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("HOSTILE 18: RST right behind the handshake and the first frames")
    void aResetBehindTheFirstFramesLeavesNothing() throws IOException {
        byte[] join = RawClient.frame(
                FINAL | TEXT,
                "{\"event\":\"join-room\",\"data\":{\"roomName\":\"r\"}}".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 30; i++) {
            RawClient client = RawClient.connect(running.server());
            client.write(handshake("/ws") + new String(join, StandardCharsets.ISO_8859_1));
            client.reset();
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("HOSTILE 18: no socket stays open after a RST, wherever it came")
    void noSocketStaysOpenAfterAReset() throws IOException {
        assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
        assertOthersAreServed();
        long before = openFiles();
        for (int i = 0; i < 300; i++) {
            RawClient client = RawClient.connect(running.server());
            client.write(handshake("/ws")
                    .substring(0, i % 3 == 0 ? 60 : handshake("/ws").length()));
            if (i % 3 == 2) {
                client.readHead();
                client.write(RawClient.header(FINAL | TEXT, 100));
            }
            client.reset();
        }
        // Others in this JVM may open a file or two meanwhile.
        await().until(() -> openFiles() < before + 30);
        assertOthersAreServed();
        assertNothingIsLeft();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void aPeerThatEndsItsSideWithoutACloseFrameIsGone() throws IOException {
        try (RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            client.shutdownOutput();
            assertThat(client.isEnded()).isTrue();
            assertNothingIsLeft();
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            client.send(FINAL | PING, "echo".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.receive(PONG).text()).isEqualTo("echo");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG})
    @DisplayName("HOSTILE 14: a flood of pings, of unsolicited pongs")
    void aFloodOfControlFramesIsClosedWith1008(int opcode) throws IOException {
        try (RawClient client = RawClient.open(running.server())) {
            byte[] frame = RawClient.frame(FINAL | opcode, new byte[0]);
            for (int i = 0; i < 200; i++) {
                client.write(frame);
            }
            assertThat(client.receive(RawClient.CLOSE).closeCode()).isEqualTo(1008);
            assertThat(running.rooms().measurements().get(Counter.RATE_LIMITED)).isPositive();
        }
        assertOthersAreServed();
        assertNothingIsLeft();
    }
}
