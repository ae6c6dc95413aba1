package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Announcements;
import dev.rooms.EventOption;
import dev.rooms.Incoming;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.message.FieldError;
import dev.rooms.metrics.Measurements.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The embedder's own events: where their handlers run, in which order, and how they are answered. */
class HandlersTest {
    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .limits(Limits.DEFAULTS.withMaxWaitingEvents(10))
            .build();

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void aHandlerRunsOffTheThreadTheEventCameInOnUnlessItNeverBlocks() {
        Map<String, Thread> threads = new ConcurrentHashMap<>();
        rooms.on("slow", Json.class, (client, data) -> threads.put("slow", Thread.currentThread()));
        rooms.on(
                "fast",
                Json.class,
                (client, data) -> threads.put("fast", Thread.currentThread()),
                EventOption.NON_BLOCKING);
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("fast", "1");
        assertThat(threads).containsEntry("fast", Thread.currentThread());
        ada.send("slow", "1");
        await().until(() -> threads.containsKey("slow"));
        assertThat(threads.get("slow")).isNotSameAs(Thread.currentThread());
        assertThat(threads.get("slow").isDaemon()).as("it keeps no JVM alive").isTrue();
    }

    @Test
    @Timeout(30)
    void eventsOfOneClientAreHandledOneAtATimeAndInOrderWhateverTheirHandlers() {
        List<Integer> handled = new CopyOnWriteArrayList<>();
        AtomicInteger atWork = new AtomicInteger();
        Set<Integer> together = ConcurrentHashMap.newKeySet();
        for (String event : List.of("slow", "fast")) {
            rooms.on(
                    event,
                    Integer.class,
                    (client, number) -> {
                        together.add(atWork.incrementAndGet());
                        handled.add(number);
                        atWork.decrementAndGet();
                    },
                    event.equals("fast") ? new EventOption[] {EventOption.NON_BLOCKING} : new EventOption[0]);
        }
        TestClient ada = TestClient.connect(rooms, "ada");
        for (int i = 0; i < 5_000; i++) {
            ada.send(i % 3 == 0 ? "slow" : "fast", Integer.toString(i));
            // Now and then all are handled, so that the next may run in place; with luck just when the last ends.
            while (i % 8 == 7 && handled.size() < i) {
                Thread.onSpinWait();
            }
        }
        await().until(() -> handled.size() == 5_000);
        assertThat(handled)
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
        assertThat(together).containsExactly(1);
    }

    @Test
    void eventsOfSeveralClientsAreHandledSideBySide() {
        CyclicBarrier all = new CyclicBarrier(5);
        List<String> met = new CopyOnWriteArrayList<>();
        rooms.on("meet", Json.class, (client, data) -> {
            all.await(10, TimeUnit.SECONDS);
            met.add(client.name());
        });
        for (int i = 0; i < 5; i++) {
            TestClient.connect(rooms, "c" + i).send("meet", "1");
        }
        await().until(() -> met.size() == 5);
    }

    @Test
    void moreEventsThanMayWaitAreRefusedAndTheRestAreHandled() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        List<Integer> handled = new CopyOnWriteArrayList<>();
        rooms.on("slow", Integer.class, (client, number) -> {
            began.countDown();
            hold.await();
            handled.add(number);
        });
        TestClient ada = TestClient.connect(rooms, "ada");
        TestClient bob = TestClient.connect(rooms, "bob");
        ada.send("slow", "0");
        began.await();
        for (int i = 1; i <= 12; i++) {
            ada.send("slow", Integer.toString(i), Integer.toString(i));
        }
        assertThat(ada.received("error")).hasSize(2).allSatisfy(error -> {
            assertThat(error.path("message").textValue())
                    .contains("more than 10")
                    .contains("send slower");
            assertThat(error.path("event").textValue()).isEqualTo("slow");
        });
        assertThat(ada.received("ack"))
                .hasSize(2)
                .allMatch(ack -> !ack.path("success").booleanValue());
        bob.join("a");
        assertThat(bob.received("ack")).as("others are served").hasSize(1);

        hold.countDown();
        await().untilAsserted(() -> assertThat(ada.received("ack")).hasSize(12));
        assertThat(handled).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void anEventHasOneHandler() {
        rooms.on("mine", Json.class, (client, data) -> {});
        assertThatThrownBy(() -> rooms.on("mine", Json.class, (client, data) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'mine'");
        assertThatThrownBy(() -> rooms.on("join-room", Json.class, (client, data) -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUnknownEventIsAnsweredWithAnErrorThatNamesTheKnownOnes() {
        rooms.on("mine", Json.class, (client, data) -> {});
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("yours", "1");
        ada.send("y".repeat(5_000), "1", "7");
        assertThat(ada.received("error").get(0).path("message").textValue())
                .contains("'yours'")
                .contains("mine")
                .contains("join-room");
        assertThat(ada.received("error").get(1).path("message").textValue()).hasSizeLessThan(400);
        assertThat(ada.received("ack"))
                .singleElement()
                .satisfies(ack -> assertThat(ack.path("success").booleanValue()).isFalse());
    }

    @Test
    void aHandlersEventIsAcknowledgedWhenItReturnsAndOnlyToWhoAsked() {
        rooms.on("mine", Json.class, (client, data) -> {}, EventOption.NON_BLOCKING);
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("mine", "1");
        assertThat(ada.channel().frames()).isEmpty();
        ada.send("mine", "1", "\"x\"");
        assertThat(ada.channel().texts())
                .containsExactly("{\"event\":\"ack\",\"data\":{\"success\":true},\"ackId\":\"x\"}");
    }

    @Test
    void anEventIsAcknowledgedOnceAlsoLater() {
        List<Incoming> kept = new ArrayList<>();
        rooms.on("later", Json.class, (client, data, incoming) -> kept.add(incoming), EventOption.NON_BLOCKING);
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("later", "{\"a\" : 1}", "7");
        assertThat(ada.channel().frames()).isEmpty();
        Incoming incoming = kept.get(0);
        assertThat(incoming.event()).isEqualTo("later");
        assertThat(incoming.json()).isEqualTo(new Json("{\"a\" : 1}"));
        assertThat(incoming.wantsAcknowledgement()).isTrue();

        incoming.acknowledge(Map.of("n", 1));
        incoming.acknowledge(Map.of("n", 2));
        assertThat(ada.channel().texts()).containsExactly("{\"event\":\"ack\",\"data\":{\"n\":1},\"ackId\":7}");
        ada.close();
        incoming.acknowledge(Map.of("n", 3));
    }

    @Test
    void aRefusalIsToldToTheClientWithItsFields() {
        rooms.on(
                "mine",
                Json.class,
                (client, data) -> {
                    throw new RefusedException("not now", List.of(new FieldError("when", "when must be later")));
                },
                EventOption.NON_BLOCKING);
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("mine", "1", "7");
        assertThat(ada.channel().texts())
                .containsExactly(
                        "{\"event\":\"error\",\"data\":{\"message\":\"not now\",\"event\":\"mine\",\"errors\":"
                                + "[{\"field\":\"when\",\"message\":\"when must be later\"}]}}",
                        "{\"event\":\"ack\",\"data\":{\"success\":false,\"error\":\"not now\"},\"ackId\":7}");
        assertThat(rooms.measurements().get(Counter.INPUTS_REFUSED)).isOne();
        assertThat(rooms.measurements().get(Counter.HANDLER_FAILURES)).isZero();
    }

    @Test
    void aHandlerThatThrowsTellsNoSecretsAndHandlesTheNextEvent() {
        AtomicInteger calls = new AtomicInteger();
        for (String event : List.of("fast", "slow")) {
            rooms.on(
                    event,
                    Json.class,
                    (client, data) -> {
                        switch (calls.getAndIncrement() % 3) {
                            case 0 -> throw new Exception("secret");
                            case 1 -> throw new StackOverflowError("secret");
                            default -> {}
                        }
                    },
                    event.equals("fast") ? new EventOption[] {EventOption.NON_BLOCKING} : new EventOption[0]);
        }
        TestClient ada = TestClient.connect(rooms, "ada");
        for (String event : List.of("fast", "slow")) {
            ada.channel().clear();
            for (int i = 0; i < 3; i++) {
                ada.send(event, "1", Integer.toString(i));
            }
            await().untilAsserted(() -> assertThat(ada.received("ack")).hasSize(3));
            assertThat(ada.received("ack"))
                    .extracting(ack -> ack.path("success").booleanValue())
                    .containsExactly(false, false, true);
            assertThat(ada.received("error"))
                    .extracting(error -> error.path("message").textValue())
                    .containsOnly("'" + event + "' failed in the server");
            assertThat(ada.channel().texts()).noneMatch(text -> text.contains("secret"));
            assertThat(ada.channel().closeReason()).isEmpty();
        }
        assertThat(rooms.measurements().get(Counter.HANDLER_FAILURES)).isEqualTo(4);
    }

    @Test
    void anAcknowledgementThatCannotBeSerialisedIsAnsweredAsAFailure() {
        rooms.on(
                "mine",
                Json.class,
                (client, data, incoming) -> {
                    List<Object> endless = new ArrayList<>();
                    endless.add(endless);
                    incoming.acknowledge(endless);
                },
                EventOption.NON_BLOCKING);
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.send("mine", "1", "7");
        assertThat(ada.received("ack")).extracting(ack -> ack.path("success")).containsExactly(bool(false));
        assertThat(ada.received("error")).hasSize(1);
    }

    private static JsonNode bool(boolean value) {
        return com.fasterxml.jackson.databind.node.BooleanNode.valueOf(value);
    }

    @Test
    void withoutTheContractsEventsOnlyTheEmbeddersAreKnown() {
        try (Rooms own = Rooms.builder().withoutContractEvents().build()) {
            own.on("join-room", String.class, (client, room) -> client.join(room), EventOption.NON_BLOCKING);
            TestClient ada = TestClient.connect(own, "ada");
            ada.send("join-room", "\"a\"");
            ada.send("message", "{}");
            assertThat(own.registry().memberCount("a")).isOne();
            assertThat(ada.received("error")).hasSize(1);
        }
    }
}
