package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §2, delivery: at most once and in order, whatever else goes on. */
abstract class ConcurrencyContract extends TransportCases {
    ConcurrencyContract(TransportContract transport) {
        super(transport);
    }

    /** Runs tasks side by side, and throws what one of them threw. */
    private static void together(List<ThrowingTask> tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (ThrowingTask task : tasks) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            running.add(done);
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    task.run();
                    done.complete(null);
                } catch (Throwable failure) {
                    done.completeExceptionally(failure);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        start.countDown();
        CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatOneSendsToARoomEveryMemberHearsInThatOrderAndOnce() throws Exception {
        int receivers = 50;
        int senders = 4;
        int messages = 50;
        Stage stage = serve(rooms -> rooms.announcements(Announcements.ROOMS));
        List<KitClient> members = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
            members.add(stage.member("lobby"));
        }
        List<ThrowingTask> tasks = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            KitClient sender = stage.connect();
            String name = "sender-" + s;
            tasks.add(() -> {
                for (int m = 0; m < messages; m++) {
                    sender.send(
                            "message",
                            Payloads.messageNode("lobby", Integer.toString(m))
                                    .put("id", name)
                                    .toString());
                }
                sender.fence();
            });
        }
        KitClient visitor = stage.connect();
        tasks.add(() -> {
            for (int i = 0; i < 100; i++) {
                visitor.send("join-room", Payloads.room("lobby"));
                visitor.send("leave-room", Payloads.room("lobby"));
            }
            visitor.fence();
        });

        together(tasks);

        List<String> inOrder =
                IntStream.range(0, messages).mapToObj(Integer::toString).toList();
        for (KitClient member : members) {
            Map<String, List<String>> heard = member.fence().stream()
                    .collect(Collectors.groupingBy(
                            event -> event.field("id"),
                            Collectors.mapping(event -> event.field("message"), Collectors.toList())));
            assertThat(heard).hasSize(senders);
            heard.values().forEach(ofOne -> assertThat(ofOne).isEqualTo(inOrder));
        }
    }

    @Test
    @DisplayName("HOSTILE 4: two threads send to one client, and no frame is lost, doubled or mixed with another")
    void twoThreadsMaySendToOneClient() throws Exception {
        Stage stage = serve();
        KitClient ada = stage.connect();
        Client client = stage.rooms().client(ada.id()).orElseThrow();
        int events = 300;
        List<ThrowingTask> tasks = new ArrayList<>();
        for (String letter : List.of("a", "b")) {
            tasks.add(() -> {
                for (int i = 0; i < events; i++) {
                    client.emit(letter, i + letter.repeat(1_000));
                }
            });
        }

        together(tasks);

        Map<String, Integer> next = new HashMap<>();
        for (KitEvent event : ada.fence()) {
            int expected = next.merge(event.name(), 1, Integer::sum) - 1;
            assertThat(event.data().asText()).isEqualTo(expected + event.name().repeat(1_000));
        }
        assertThat(next).isEqualTo(Map.of("a", events, "b", events));
    }

    @Test
    @DisplayName("HOSTILE 5: many threads send to many clients, and every one of them receives identical texts")
    void everyRecipientReceivesIdenticalTexts() throws Exception {
        Stage stage = serve();
        List<KitClient> members = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            members.add(stage.member("lobby"));
        }
        Rooms rooms = stage.rooms();
        List<ThrowingTask> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            tasks.add(() -> {
                for (int i = 0; i < 50; i++) {
                    rooms.to("lobby").emit("news", Map.of("text", "é😀" + i, "thread", thread));
                }
            });
        }

        together(tasks);

        List<List<String>> heard = new ArrayList<>();
        for (KitClient member : members) {
            heard.add(member.fence().stream().map(KitEvent::text).sorted().toList());
        }
        assertThat(heard.get(0)).hasSize(200).doesNotHaveDuplicates();
        assertThat(heard).containsOnly(heard.get(0));
    }

    @Test
    @DisplayName("HOSTILE 7: a join that completes after the disconnect is refused, and the room isn't revived")
    void aJoinAfterTheDisconnectIsRefused() throws Exception {
        Stage stage = serve();
        CompletableFuture<Client> entered = new CompletableFuture<>();
        CountDownLatch gone = new CountDownLatch(1);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        stage.rooms().on("dawdle", Json.class, (client, data) -> {
            entered.complete(client);
            gone.await();
            try {
                client.join("lobby");
                outcome.complete(new AssertionError("joined after it had gone"));
            } catch (RefusedException refused) {
                outcome.complete(refused);
            }
        });
        KitClient ada = stage.member("lobby");
        ada.send("dawdle", "{}");
        Client client = entered.get(10, TimeUnit.SECONDS);

        ada.close();
        Stage.until(() -> assertThat(client.isConnected()).isFalse());
        stage.awaitClients(0);
        gone.countDown();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(RefusedException.class);
        assertThat(stage.rooms().registry().roomCount()).isZero();
    }

    @Test
    @DisplayName("HOSTILE 9: disconnect listeners broadcast to one room at once, and nothing stands still")
    void disconnectListenersMayBroadcastToOneRoomAtOnce() throws Exception {
        Stage stage = serve(rooms -> rooms.announcements(Announcements.OFF));
        KitClient witness = stage.open(stage.uri());
        witness.join("lobby");
        List<KitClient> leavers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            KitClient leaver = stage.open(stage.uri());
            leaver.join("lobby");
            leavers.add(leaver);
        }
        Rooms rooms = stage.rooms();
        for (String event : List.of("gone", "gone-too")) {
            rooms.onDisconnect((client, reason) -> rooms.to("lobby").emit(event, client.id()));
        }

        together(leavers.stream().map(leaver -> (ThrowingTask) leaver::close).toList());

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            heard.add(witness.next().text());
        }
        assertThat(heard).doesNotHaveDuplicates();
    }
}
