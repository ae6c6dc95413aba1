package dev.rooms.undertow.autobahn;

import static org.awaitility.Awaitility.await;

import dev.rooms.undertow.EchoServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455, case by case: what the Autobahn suite's fuzzing client sends, and what must come back. */
class AutobahnTest {
    private static EchoServer server;

    @BeforeAll
    static void start() {
        server = EchoServer.start(false);
    }

    @AfterAll
    static void everySessionHearsOfItsEnd() {
        await().until(() -> server.openSessions() == 0);
        server.close();
    }

    static List<Case> cases() {
        return Suite.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theServerAnswersAsTheSuiteDemands(Case theCase) throws IOException {
        theCase.play(server.port());
    }
}
