package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Pings and what becomes of those who don't answer them, and how sessions are closed (Engine.IO v4, "Heartbeat"). */
abstract class EngineHeartbeatContract extends EngineCases {
    private static final int RACES = 50;
    private static final Duration LIFETIME = EngineEndpoint.PING_INTERVAL.plus(EngineEndpoint.PING_TIMEOUT);
    /** What a clock of the server may be ahead of the client's. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    EngineHeartbeatContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @Test
    void aSessionThatAnswersPingsOverPollingLives() throws Exception {
        String sid = endpoint().openSession();

        for (int i = 0; i < 3; i++) {
            assertAnswer(endpoint().poll(sid), "2");
            assertThat(endpoint().push(sid, "3").status()).isEqualTo(200);
        }
    }

    @Test
    void aWebSocketThatAnswersPingsLives() throws Exception {
        EngineWire wire = endpoint().openSilentWire();

        for (int i = 0; i < 3; i++) {
            assertThat(wire.next()).isEqualTo("2");
            wire.send("3");
        }
        wire.close();
    }

    @Test
    void aPingComesAfterThePingInterval() throws Exception {
        endpoint().whileAlive(LIFETIME, () -> {
            long begin = System.nanoTime();
            EngineWire wire = endpoint().openSilentWire();

            assertThat(wire.next()).isEqualTo("2");

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(EngineEndpoint.PING_INTERVAL.minus(TOLERANCE));
        });
    }

    /** As each session has a deadline of its own, one that is polled exactly at its end is gone. */
    @Test
    void sessionsThatNeverPollAreGoneAtTheirDeadline() throws Exception {
        record Opened(String sid, long nanos) {}
        List<Opened> sessions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sessions.add(new Opened(endpoint().openSession(), System.nanoTime()));
            EngineEndpoint.pass(Duration.ofMillis(13));
        }

        for (Opened session : sessions) {
            long rest = session.nanos() + LIFETIME.toNanos() - System.nanoTime();
            EngineEndpoint.pass(Duration.ofNanos(Math.max(0, rest)));
            endpoint().assertNoSession(session.sid());
        }
    }

    @Test
    void manySessionsThatNeverComeBackExpire() throws Exception {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sids.add(endpoint().openSession());
        }
        EngineEndpoint.pass(LIFETIME);

        for (String sid : sids) {
            endpoint().assertNoSession(sid);
        }
    }

    @Test
    void aWebSocketThatAnswersNothingIsClosed() throws Exception {
        long begin = System.nanoTime();
        EngineWire wire = endpoint().openSilentWire();

        wire.awaitClosed();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(LIFETIME.minus(TOLERANCE));
    }

    @Test
    void aCloseOverPollingReleasesThePollThatWaits() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp poll = endpoint().beginPoll(sid)) {
                // The poll must be the first to arrive: a close without one has nothing to release.
                EngineEndpoint.pass(Duration.ofMillis(20));
                assertThat(endpoint().push(sid, "1").status()).isEqualTo(200);

                assertAnswer(poll.answer(), "6");
            }
            endpoint().assertNoSession(sid);
        });
    }

    /** Both are sent at once, on two connections: a server with several threads may see the close first. */
    @Test
    void aCloseReleasesThePollThatWasSentJustBeforeEachTime() throws Exception {
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                try (RawHttp poll = endpoint().dial();
                        RawHttp post = endpoint().dial()) {
                    poll.head("GET", "?" + EngineEndpoint.query(sid));
                    post.head("POST", "?" + EngineEndpoint.query(sid), "Content-Length: 1")
                            .write("1");

                    assertAnswer(poll.answer(), "6");
                    assertThat(post.answer().status()).isEqualTo(200);
                }
                endpoint().assertNoSession(sid);
            });
        }
    }

    @Test
    void aCloseOverTheWebSocketClosesIt() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send("1");

        wire.awaitClosed();
    }
}
