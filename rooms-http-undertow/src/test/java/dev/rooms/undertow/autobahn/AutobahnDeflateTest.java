package dev.rooms.undertow.autobahn;

import static org.awaitility.Awaitility.await;

import dev.rooms.undertow.EchoServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** permessage-deflate (RFC 7692), case by case as in the Autobahn suite. */
class AutobahnDeflateTest {
    private static EchoServer server;

    @BeforeAll
    static void start() {
        server = EchoServer.start(true);
    }

    @AfterAll
    static void everySessionHearsOfItsEnd() {
        await().until(() -> server.openSessions() == 0);
        server.close();
    }

    static List<DeflateCase> cases() {
        return DeflateSuite.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyMessageComesBack(DeflateCase theCase) throws IOException {
        theCase.play(server.port());
    }
}
