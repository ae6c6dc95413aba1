package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Audience;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.RoomsEmitter;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.hub.Site.Server;
import dev.rooms.kit.FaultyBus;
import dev.rooms.kit.FaultyBus.Faults;
import dev.rooms.kit.SocketIoTestClient;
import dev.rooms.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that goes from server to server while others send all the time: what it received on all of them together is what
 * was sent to it, once and in each sender's order.
 */
class RecoveryElsewhereUnderLoadTest {
    private static final int HOPS = 15;
    private static final int SENDERS_EACH = 2;
    private static final long PAUSE_NANOS = 500_000;

    @Test
    void nothingIsLostDoubledOrReordered() throws Exception {
        InMemoryBus bus = new InMemoryBus();
        try (Site site = new Site(bus::connect)) {
            roam(site, 1, RoomsEmitter.over(bus.connect()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void norIsItWhereServersHearOfThingsAtDifferentTimes(long seed) throws Exception {
        try (FaultyBus bus = new FaultyBus(seed);
                Site site = new Site(bus::connect)) {
            RoomsEmitter emitter = RoomsEmitter.over(bus.connect());
            bus.setFaults(Faults.delays(seed % 2 == 0 ? 5 : 40));
            roam(site, seed, emitter);
        }
    }

    /** Where a client is, and what it received until it left each of the places where it was before. */
    private static final class Roamer {
        private final List<JsonNode> received = new ArrayList<>();
        private SocketIoTestClient client;
        private Optional<String> offset;

        Roamer(SocketIoTestClient client) {
            this.client = client;
            this.offset = Optional.empty();
        }

        List<JsonNode> all() {
            List<JsonNode> all = new ArrayList<>(received);
            all.addAll(client.events("news"));
            return all;
        }

        /** Whatever is on its way from here on never comes. */
        void leave(boolean noticed) {
            if (noticed) {
                client.channel().close(CloseReason.LOST);
            }
            List<JsonNode> here = client.events("news");
            received.addAll(here);
            if (!here.isEmpty()) {
                JsonNode last = here.get(here.size() - 1);
                offset = Optional.of(last.path(last.size() - 1).textValue());
            }
        }

        void comeTo(Server server) {
            client = Returns.comeBack(server.rooms(), client.pid(), offset);
        }
    }

    private static void roam(Site site, long seed, RoomsEmitter emitter) throws Exception {
        UnaryOperator<RoomsBuilder> large =
                builder -> builder.recovery(new RecoverySettings(Duration.ofMinutes(2), 1 << 30, 10))
                        .limits(Limits.DEFAULTS.withMaxWaitingBytes(1 << 28).withDrainTimeout(Duration.ofMillis(500)));
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            servers.add(site.start(Site.SETTINGS.withAnswerTimeout(Duration.ofSeconds(20)), large));
        }
        Random random = new Random(seed);
        Roamer ada = new Roamer(servers.get(0).connect("ada", "lobby", "annex"));
        // Somebody who stays, on each: what the servers do for others mustn't change.
        List<SocketIoTestClient> stayed = servers.stream()
                .map(server -> server.connect("stays", "lobby", "annex"))
                .toList();
        String id = ada.client.id();
        site.settle();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> sent = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Server server : servers) {
                for (int i = 0; i < SENDERS_EACH; i++) {
                    String name = "s" + sent.size();
                    names.add(name);
                    sent.add(pool.submit(() -> send(server.rooms(), name, enough)));
                }
            }
            names.add("emitter");
            sent.add(pool.submit(() -> send(emitter, enough)));
            for (int hop = 0; hop < HOPS; hop++) {
                LockSupport.parkNanos(random.nextInt(40_000_000));
                ada.leave(random.nextBoolean());
                if (random.nextInt(3) == 0) {
                    LockSupport.parkNanos(random.nextInt(40_000_000));
                }
                ada.comeTo(servers.get(random.nextInt(servers.size())));
                assertThat(ada.client.id()).as("hop %s of seed %s", hop, seed).isEqualTo(id);
            }
            enough.set(true);
            List<Integer> counts = new ArrayList<>();
            for (Future<Integer> count : sent) {
                counts.add(count.get(60, TimeUnit.SECONDS));
            }
            int total = counts.stream().mapToInt(Integer::intValue).sum();
            await().atMost(Site.PATIENCE)
                    .until(() -> stayed.stream()
                            .allMatch(client -> client.events("news").size() >= total));
            site.settle();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                assertThat(mistakes(ada.all(), name, counts.get(i)))
                        .as("what comes of %s with seed %s", name, seed)
                        .isEmpty();
                for (SocketIoTestClient other : stayed) {
                    assertThat(mistakes(other.events("news"), name, counts.get(i)))
                            .as("what others get of %s with seed %s", name, seed)
                            .isEmpty();
                }
            }
        } finally {
            enough.set(true);
            pool.shutdownNow();
            emitter.close();
        }
    }

    /** Which of so many numbers of a sender are missing, doubled or too late. */
    private static List<String> mistakes(List<JsonNode> news, String sender, int count) {
        List<String> mistakes = new ArrayList<>();
        BitSet seen = new BitSet(count);
        int last = -1;
        for (JsonNode event : news) {
            if (event.path(1).path(0).textValue().equals(sender)) {
                int number = event.path(1).path(1).intValue();
                if (seen.get(number)) {
                    mistakes.add(number + " is doubled, after " + last);
                } else if (number < last) {
                    mistakes.add(number + " comes after " + last);
                }
                seen.set(number);
                last = number;
            }
        }
        for (int none = seen.nextClearBit(0); none < count; none = seen.nextClearBit(none + 1)) {
            mistakes.add(none + " of " + count + " is missing");
        }
        return mistakes;
    }

    /** To one room, to two on channels of their own, and to everyone. */
    private static int send(Rooms rooms, String name, AtomicBoolean enough) {
        int count = 0;
        while (!enough.get()) {
            Audience to =
                    count % 7 == 3 ? rooms.to("annex").to("lobby") : count % 7 == 5 ? rooms.toAll() : rooms.to("lobby");
            to.emit("news", List.of(name, count++));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return count;
    }

    private static int send(RoomsEmitter emitter, AtomicBoolean enough) {
        int count = 0;
        while (!enough.get()) {
            RoomsEmitter.Target to = count % 5 == 3 ? emitter.to("annex").to("lobby") : emitter.to("lobby");
            to.emit("news", List.of("emitter", count++));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return count;
    }
}
