package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.Lane;
import dev.rooms.undertow.websocket.WebSocketLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** DESIGN: a channel belongs to a lane, the one thread that writes it; a broadcast is one task for each lane. */
class LanesTest {
    @Test
    @DisplayName("one lane for each I/O thread, reused")
    void everyIoThreadHasOneLaneThatRunsOnIt() throws Exception {
        XnioWorker worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 2));
        try {
            WebSocketLoops loops = new WebSocketLoops();
            Set<XnioIoThread> threads = ConcurrentHashMap.newKeySet();
            for (int hash = 0; threads.size() < 2; hash++) {
                threads.add(worker.getIoThread(hash));
            }
            Set<Lane> seen = ConcurrentHashMap.newKeySet();
            for (XnioIoThread thread : threads) {
                Lane lane = loops.of(thread).lane();
                assertThat(loops.of(thread).lane()).isSameAs(lane);
                seen.add(lane);
                var ranOn = new java.util.concurrent.CompletableFuture<Thread>();
                lane.execute(() -> ranOn.complete(Thread.currentThread()));
                assertThat(ranOn.get()).isSameAs(thread);
            }
            assertThat(seen).hasSize(2);
        } finally {
            worker.shutdown();
            worker.awaitTermination();
        }
    }

    @Test
    void aRoomHasAsManyLanesAsThereAreIoThreadsHoweverManyMembers() throws Exception {
        try (RunningServer running = RunningServer.start(rooms -> rooms, server -> server.ioThreads(3))) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 30; i++) {
                    RawClient client = RawClient.open(running.server()).join("r");
                    client.receiveText("\"ack\"");
                    clients.add(client);
                }
                assertThat(running.rooms().registry().roll("r").lanes()).isLessThanOrEqualTo(3);
                assertThat(running.rooms().registry().everyone().lanes()).isBetween(2, 3);

                assertThat(running.rooms().to("r").emit("news", "hello")).isEqualTo(30);
                for (RawClient client : clients) {
                    client.receiveText("hello");
                }
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }
}
