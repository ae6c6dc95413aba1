package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.File;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that has run out of something serves those whom it has, and everyone again as soon as it can. */
class StarvedServerTest {
    private static final int MEMBERS = 30;
    private static final int OPEN_FILES = 200;
    private static final Duration SHORT = Duration.ofMillis(500);

    /** XNIO tries again after a quarter of a second, and after longer each time that it fails, up to half a minute. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String MESSAGE =
            "{\"event\":\"message\",\"data\":{\"id\":\"1\",\"clientId\":\"c\",\"clientName\":\"c\","
                    + "\"roomName\":\"lobby\",\"messageType\":\"text\",\"message\":\"MARK\",\"replyToSender\":true,"
                    + "\"timestamp\":\"2026-01-31T12:00:00Z\"}}";

    private static void assertServes(Wire client, String mark) throws IOException {
        client.send(Frame.text(MESSAGE.replace("MARK", mark)));
        client.readText("\"" + mark + "\"");
    }

    /** Whether a client that has asked for a WebSocket gets one in this time. */
    private static boolean isLetIn(Wire client, Duration time) throws IOException {
        client.patience(time);
        try {
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            client.patience(LONG);
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    @Test
    @DisplayName("HOSTILE 24: open-file limit reached: the accept loop survives")
    void theServerTakesClientsAgainAfterItRanOutOfFiles() throws Exception {
        assumeTrue(new File("/bin/sh").canExecute(), "there is no /bin/sh to lower the limit with");
        List<Wire> in = new ArrayList<>();
        List<Wire> waiting = new ArrayList<>();
        try (StarvedServer server = StarvedServer.start("ulimit -n " + OPEN_FILES + " && ", 0);
                Wire witness = Siege.joined(Wire.open(server.port()), "lobby")) {
            // Here some classes are files of their own, and couldn't be read any more; an application's come in jars.
            try (Wire first = Siege.joined(Wire.open(server.port()), "lobby")) {
                assertServes(first, "at first");
                first.send(Frame.close(1000));
                assertThat(first.readClose().closeCode()).isEqualTo(1000);
            }
            Siege.joined(Wire.open(server.port()), "lobby").reset();
            // The kernel takes connections that the server can't, so that these wait and see nothing.
            while (waiting.size() < 3) {
                Wire wire = Wire.dial(server.port());
                wire.sendHandshake();
                if (isLetIn(wire, SHORT)) {
                    in.add(wire);
                } else {
                    waiting.add(wire);
                }
                assertThat(in).hasSizeLessThan(OPEN_FILES);
            }
            assertThat(in).isNotEmpty();

            assertServes(witness, "while it can't take more");
            assertServes(Siege.joined(in.get(0), "lobby"), "also to those that came late");
            for (Wire wire : in) {
                wire.close();
            }

            for (Wire wire : waiting) {
                assertThat(isLetIn(wire, LONG))
                        .as("those that waited are let in")
                        .isTrue();
                assertServes(Siege.joined(wire, "lobby"), "at last");
            }
            try (Wire newcomer = Wire.open(server.port())) {
                assertServes(Siege.joined(newcomer, "lobby"), "like any other");
            }
            assertServes(witness, "still");
            // A server that tells of each failed attempt would fill the disk.
            assertThat(server.printed()).hasSizeLessThan(1_000);
        } finally {
            for (Wire wire : waiting) {
                wire.close();
            }
        }
    }

    @Test
    @DisplayName("HOSTILE 24: heap at 90 %: everyone is served")
    void aServerWithAFullHeapServes() throws Exception {
        try (StarvedServer server = StarvedServer.start("", 90, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError")) {
            List<Wire> members = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                members.add(Siege.joined(Wire.open(server.port()), "lobby"));
            }
            for (int i = 0; i < MEMBERS; i++) {
                members.get(i).send(Frame.text(MESSAGE.replace("MARK", "<" + i + "x".repeat(10_000) + ">")));
            }
            for (Wire member : members) {
                for (int i = 0; i < MEMBERS; i++) {
                    assertThat(member.readText("message-reply")).contains("x>");
                }
                member.close();
            }
            assertThat(server.isAlive()).isTrue();
        }
    }
}
