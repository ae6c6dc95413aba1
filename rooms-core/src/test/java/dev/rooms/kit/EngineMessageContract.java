package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.RawHttp.Answer;
import dev.rooms.kit.TransportContract.Server;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over polling and over WebSockets, to a server that sends each back as it came (Engine.IO v4, "Message"). */
abstract class EngineMessageContract extends EngineCases {
    /** How long a first poll waits before something happens to it: it must have reached the server by then. */
    private static final Duration HEAD_START = Duration.ofMillis(20);

    EngineMessageContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4hello",
                "4",
                "4\u00fc\u20ac\ud83d\ude00",
                "4test1\u001e4test2\u001e4test3",
                "bAQIDBA==",
                "4hello\u001ebAQIDBA==",
                "bAQIDBA==\u001e4hello",
            })
    void whatIsPostedComesBackWithTheNextPoll(String payload) throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();

            assertAnswer(endpoint().push(sid, payload), "ok");

            assertAnswer(endpoint().poll(sid), payload);
        });
    }

    @Test
    void whatIsPostedComesBackToAPollThatWaits() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp poll = endpoint().beginPoll(sid)) {
                assertAnswer(endpoint().push(sid, "4hello"), "ok");

                assertAnswer(poll.answer(), "4hello");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "9x", "4hello\u001eabc"})
    void aPayloadThatIsNoneClosesTheSession(String payload) throws Exception {
        String sid = endpoint().openSession();

        // The reference says "ok" to it, CONFORMANCE.md leaves it open.
        endpoint().push(sid, payload);

        endpoint().assertNoSession(sid);
    }

    @RepeatedTest(5)
    void twoPollsAtOnceCloseTheSession() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp first = endpoint().beginPoll(sid)) {
                EngineEndpoint.pass(HEAD_START);

                Answer second = endpoint().get(EngineEndpoint.query(sid) + "&t=burst");

                assertAnswer(first.answer(), "1");
                assertThat(second.status()).isIn(400, 500);
                endpoint().assertNoSession(sid);
            }
        });
    }

    @RepeatedTest(5)
    void aCancelledPollClosesTheSession() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp cancelled = endpoint().beginPoll(sid)) {
                EngineEndpoint.pass(HEAD_START);
                cancelled.close();

                endpoint().assertNoSession(sid);
            }
        });
    }

    @RepeatedTest(5)
    void aPollThatIsResetClosesTheSession() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            RawHttp cancelled = endpoint().beginPoll(sid);
            EngineEndpoint.pass(HEAD_START);
            cancelled.reset();

            endpoint().assertNoSession(sid);
        });
    }

    @Test
    void textComesBackOverTheWebSocket() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send("4hello");

        assertThat(wire.next()).isEqualTo("4hello");
        wire.close();
    }

    @Test
    void bytesComeBackOverTheWebSocket() throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.sendBinary((byte) 1, (byte) 2, (byte) 3, (byte) 4);

        assertThat(wire.next()).isEqualTo("<01020304>");
        wire.close();
    }

    @Test
    void textAndBytesComeBackInTheOrderInWhichTheyWereSent() throws Exception {
        EngineWire wire = endpoint().openWire();

        for (int i = 0; i < 100; i++) {
            wire.send("4" + i).sendBinary((byte) i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(wire.next()).isEqualTo("4" + i);
            assertThat(wire.next()).isEqualTo(EngineWire.told((byte) i));
        }
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "7", "9x"})
    void aFrameThatIsNoPacketClosesTheWebSocket(String frame) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(frame);

        wire.awaitClosed();
    }
}
