package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads that send at once, seen byte by byte at the other end. */
class ManySendersTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final int SENDERS = 8;
    private static final int MESSAGES = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Runs them side by side, and throws what one of them threw. */
    private void together(Collection<Callable<Void>> tasks) throws Exception {
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    /** A text of a length of its own, which a mix of two frames couldn't have. */
    private static String text(int sender, int number, String part) {
        return sender + ":" + number + ":" + part + ":" + "x".repeat((sender * 7_919 + number * 104_729) % 5_000);
    }

    private static dev.rooms.transport.Frame frame(int sender, int number, String part) {
        return dev.rooms.transport.Frame.text(text(sender, number, part));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("HOSTILE 4: many threads send to one client, and frames never interleave")
    void framesOfManyThreadsNeverInterleave(boolean compressed) throws Exception {
        OpenDoor door = new OpenDoor(1L << 30);
        try (SocketServer server = SocketServer.start(door, true);
                Wire wire = compressed ? Wire.open(server.port(), OFFER) : Wire.open(server.port())) {
            ClientChannel channel = door.arrival();
            AtomicInteger refused = new AtomicInteger();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int s = 0; s < SENDERS; s++) {
                int sender = s;
                tasks.add(() -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        int number = i;
                        // Every other one from the connection's own thread, and each is two that belong together.
                        Runnable send = () -> {
                            if (!channel.send(
                                    List.of(frame(sender, number, "first"), frame(sender, number, "second")))) {
                                refused.incrementAndGet();
                            }
                        };
                        if (sender % 2 == 0) {
                            send.run();
                        } else {
                            channel.lane().execute(send);
                        }
                    }
                    return null;
                });
            }
            Future<Map<Integer, Integer>> heard = threadOf(wire);

            together(tasks);

            assertThat(heard.get())
                    .isEqualTo(IntStream.range(0, SENDERS)
                            .boxed()
                            .collect(Collectors.toMap(sender -> sender, sender -> MESSAGES)));
            assertThat(refused).hasValue(0);
            channel.close(CloseReason.NORMAL);
            assertThat(wire.readClose().closeCode()).isEqualTo(1000);
        }
    }

    /** Reads all that is sent, side by side with the senders; how many pairs came from each. */
    private static Future<Map<Integer, Integer>> threadOf(Wire wire) {
        var result = new CompletableFuture<Map<Integer, Integer>>();
        new Thread(() -> {
                    try {
                        result.complete(readPairs(wire));
                    } catch (IOException | RuntimeException | Error failure) {
                        result.completeExceptionally(failure);
                    }
                })
                .start();
        return result;
    }

    private static Map<Integer, Integer> readPairs(Wire wire) throws IOException {
        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < SENDERS * MESSAGES; i++) {
            String first = wire.compression().inflate(wire.read()).text();
            int sender = Integer.parseInt(first.substring(0, first.indexOf(':')));
            int number = next.merge(sender, 1, Integer::sum) - 1;
            assertThat(first).isEqualTo(text(sender, number, "first"));
            assertThat(wire.compression().inflate(wire.read()).text()).isEqualTo(text(sender, number, "second"));
        }
        return next;
    }

    @Test
    @DisplayName("HOSTILE 5: many threads send to many clients, and every recipient gets identical bytes")
    void everyRecipientGetsIdenticalBytes() throws Exception {
        int clients = 10;
        try (Siege siege = Siege.begin(limits -> limits.withMaxWaitingBytes(1L << 30))) {
            List<Wire> plain = new ArrayList<>();
            List<Wire> deflating = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                plain.add(siege.member("lobby"));
                deflating.add(Siege.joined(Wire.open(siege.port(), OFFER), "lobby"));
            }
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int s = 0; s < SENDERS; s++) {
                int sender = s;
                tasks.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        siege.rooms().to("lobby").emit("news", "\u00e9\ud83d\ude00 " + text(sender, i, "all"));
                    }
                    return null;
                });
            }

            together(tasks);

            List<String> one = assertIdentical(plain, SENDERS * 50);
            List<String> other = assertIdentical(deflating, SENDERS * 50);
            assertThat(one).doesNotHaveDuplicates().isNotEqualTo(other);
            siege.assertUnharmed();
        }
    }

    /** The frames that each of them received, in an order that doesn't depend on the threads'. */
    private static List<String> assertIdentical(List<Wire> wires, int count) throws IOException {
        List<List<String>> heard = new ArrayList<>();
        for (Wire wire : wires) {
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Frame frame = wire.read();
                frames.add(frame.rsv() + HexFormat.of().formatHex(frame.payload()));
            }
            frames.sort(null);
            heard.add(frames);
            wire.close();
        }
        assertThat(heard).containsOnly(heard.get(0));
        return heard.get(0);
    }
}
