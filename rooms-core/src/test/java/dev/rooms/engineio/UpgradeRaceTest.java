package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.engineio.EngineStage.Wire;
import dev.rooms.transport.CloseReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens at one moment on several threads. */
@Timeout(120)
class UpgradeRaceTest {
    private static final int SENDERS = 4;
    private static final int EACH = 300;

    private final EngineStage stage = new EngineStage(builder -> builder.maxWaitingBytes(1L << 30));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        stage.close();
    }

    private void together(List<Callable<Void>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<Void>> results = new ArrayList<>();
        for (Callable<Void> task : tasks) {
            results.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        for (Future<Void> result : results) {
            result.get(60, TimeUnit.SECONDS);
        }
    }

    @RepeatedTest(100)
    void manySendersAtAnUpgradeLoseDoubleAndReorderNothing() throws Exception {
        String sid = stage.open();
        EngineSocket socket = stage.ear().socket();
        Wire wire = stage.probe(sid);
        List<String> polled = new ArrayList<>();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            String sender = s + " ";
            tasks.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    if (i % 10 == 0) {
                        assertThat(socket.send(
                                        List.of(EngineSocket.message(sender + i), EngineSocket.message(sender + "+"))))
                                .isTrue();
                    } else {
                        assertThat(socket.sendText(sender + i)).isTrue();
                    }
                }
                return null;
            });
        }
        tasks.add(() -> {
            // A client polls until its probe is answered, and lets its last poll come home before it upgrades.
            Request get = stage.get(sid);
            for (int i = 0; i < 3; i++) {
                // The senders may be done already, so there is always one thing more to come.
                socket.sendText("tick");
                take(get, polled);
                get = stage.get(sid);
            }
            wire.session().text("2probe");
            take(get, polled);
            wire.session().text("5");
            return null;
        });
        together(tasks);
        List<String> all = new ArrayList<>(polled);
        all.addAll(wire.channel().texts());
        all.removeIf(packet -> List.of("3probe", "6", "4tick").contains(packet));
        int[] next = new int[SENDERS];
        for (int i = 0; i < all.size(); i++) {
            String[] parts = all.get(i).substring(1).split(" ", 2);
            int sender = Integer.parseInt(parts[0]);
            if (parts[1].equals("+")) {
                assertThat(all.get(i - 1)).as("sent together").isEqualTo("4" + sender + " " + (next[sender] - 1));
            } else {
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[sender]++);
            }
        }
        assertThat(next).containsOnly(EACH);
        assertThat(all).hasSize(SENDERS * EACH * 11 / 10);
        assertThat(socket.transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    private static void take(Request get, List<String> polled) throws Exception {
        get.answer().get(30, TimeUnit.SECONDS);
        assertThat(get.status()).isEqualTo(200);
        polled.addAll(Arrays.asList(get.body().split("\u001e", -1)));
    }

    @RepeatedTest(50)
    void aPollAtTheMomentOfTheUpgradeIsRefused() throws Exception {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        Request[] get = new Request[1];
        long began = System.nanoTime();
        together(List.of(
                () -> {
                    wire.session().text("5");
                    return null;
                },
                () -> {
                    get[0] = stage.get(sid);
                    get[0].answer().get(30, TimeUnit.SECONDS);
                    return null;
                }));
        // A machine that stood still for longer than a poll is held may have let it go.
        if (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(40)) {
            assertThat(get[0].result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        }
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.WEBSOCKET);
    }

    @RepeatedTest(50)
    void messagesOfAPostAndAWebSocketAtOnceAreHeardOneAtATime() throws Exception {
        String sid = stage.open();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        together(List.of(
                () -> {
                    stage.post(sid, "4p\u001e".repeat(500) + "4p");
                    return null;
                },
                () -> {
                    wire.session().text("5");
                    for (int i = 0; i < 500; i++) {
                        wire.session().text("4w");
                    }
                    return null;
                }));
        assertThat(stage.ear().faults()).isEmpty();
        assertThat(stage.ear().heard().stream().filter("w"::equals)).hasSize(500);
    }

    @RepeatedTest(100)
    void anEndFromManySidesIsToldOnceAndNothingIsHeardAfterIt() throws Exception {
        String sid = stage.open();
        Ear ear = stage.ear();
        Wire wire = stage.probe(sid);
        wire.session().text("2probe");
        Request get = stage.get(sid);
        together(List.of(
                () -> {
                    stage.post(sid, "4a\u001e".repeat(50) + "1");
                    return null;
                },
                () -> {
                    wire.session().text("5");
                    wire.session().text("4b");
                    wire.session().closed(CloseReason.LOST);
                    return null;
                },
                () -> {
                    ear.socket().sendText("x");
                    ear.socket().close(CloseReason.GOING_AWAY);
                    return null;
                },
                () -> {
                    stage.get(sid);
                    ear.socket().cut();
                    return null;
                }));
        assertThat(ear.ends()).hasSize(1);
        assertThat(ear.faults()).isEmpty();
        assertThat(get.answer()).isCompleted();
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void socketsThatCloseEachOtherDoNotDeadlock() throws Exception {
        for (int round = 0; round < 500; round++) {
            Wire one = stage.connect();
            Ear first = stage.ear();
            Wire other = stage.connect();
            Ear second = stage.ear();
            first.whenHeard(message -> second.socket().cut());
            second.whenHeard(message -> first.socket().cut());
            together(List.of(
                    () -> {
                        one.session().text("4a");
                        return null;
                    },
                    () -> {
                        other.session().text("4a");
                        return null;
                    }));
            assertThat(first.ends().size() + second.ends().size()).isBetween(1, 2);
        }
    }

    @Test
    void anAnswerMayComeBackIntoTheSessionThatGaveIt() {
        String sid = stage.open();
        AtomicInteger answers = new AtomicInteger();
        Request get = stage.get(sid);
        Future<?> next = get.answer().thenRun(() -> {
            answers.incrementAndGet();
            assertThat(Thread.holdsLock(stage.ear().socket())).isFalse();
            stage.ear().socket().sendText("b");
        });
        stage.ear().socket().sendText("a");
        assertThat(next).succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(get.result()).isEqualTo("200 4a");
        assertThat(stage.get(sid).result()).isEqualTo("200 4b");
        assertThat(answers).hasValue(1);
    }
}
