package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What becomes of messages while a session changes to its WebSocket: none is lost, doubled, or overtaken. */
abstract class EngineEchoUpgradeContract extends EngineCases {
    private static final int RACES = 50;

    EngineEchoUpgradeContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    private static String[] messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "4m" + i).toArray(String[]::new);
    }

    @RepeatedTest(5)
    void aProbeEndsTheNextPollAndTheWebSocketTakesOver() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().probe(sid);

            assertAnswer(endpoint().poll(sid), "6");
            wire.send("5", "4hello");

            assertThat(wire.next()).isEqualTo("4hello");
            wire.close();
        });
    }

    @RepeatedTest(5)
    void aProbeEndsThePollThatWaits() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            try (RawHttp poll = endpoint().beginPoll(sid)) {
                EngineWire wire = endpoint().probe(sid);

                assertAnswer(poll.answer(), "6");
                wire.send("5", "4hello");

                assertThat(wire.next()).isEqualTo("4hello");
                wire.close();
            }
        });
    }

    @Test
    void aPollAfterTheUpgradeDisturbsNothingEachTime() throws Exception {
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                EngineWire wire = endpoint().probe(sid);

                wire.send("5");
                endpoint().assertNoSession(sid);
                wire.send("4hello");

                assertThat(wire.next()).isEqualTo("4hello");
                wire.close();
            });
        }
    }

    @Test
    void aSecondWebSocketAfterTheUpgradeDisturbsNothingEachTime() throws Exception {
        for (int race = 0; race < RACES; race++) {
            endpoint().whileYoung(() -> {
                String sid = endpoint().openSession();
                EngineWire wire = endpoint().probe(sid);

                wire.send("5");
                endpoint().assertNoWebSocket(endpoint().upgrade(sid));
                wire.send("4hello");

                assertThat(wire.next()).isEqualTo("4hello");
                wire.close();
            });
        }
    }

    @RepeatedTest(10)
    void whatWasNotPolledComesOverTheWebSocket() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            endpoint().push(sid, messages(0, 20));
            EngineWire wire = endpoint().probe(sid);
            endpoint().push(sid, messages(20, 40));

            wire.send("5").send(messages(40, 60));

            List<String> heard = new ArrayList<>();
            while (heard.size() < 60) {
                heard.add(wire.next());
            }
            assertThat(heard).containsExactly(messages(0, 60));
            wire.close();
        });
    }

    @RepeatedTest(10)
    void whatIsPolledDuringTheProbeDoesNotComeAgain() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            List<String> heard = new ArrayList<>();
            try (RawHttp poll = endpoint().beginPoll(sid)) {
                endpoint().push(sid, messages(0, 20));
                EngineWire wire = endpoint().probe(sid);
                endpoint().push(sid, messages(20, 40));
                heard.addAll(EngineEndpoint.packets(poll.answer()));
                heard.addAll(EngineEndpoint.packets(endpoint().poll(sid)));

                wire.send("5").send(messages(40, 60));

                heard.removeIf("6"::equals);
                while (heard.size() < 60) {
                    heard.add(wire.next());
                }
                assertThat(heard).containsExactly(messages(0, 60));
                wire.close();
            }
        });
    }

    @Test
    void aProbeThatIsGivenUpLeavesTheSessionToPolling() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            EngineWire wire = endpoint().probe(sid);

            wire.close();
            wire.awaitClosed();
            endpoint().push(sid, "4hello");

            assertThat(endpoint().poll(sid, 1)).containsExactly("4hello");
        });
    }
}
