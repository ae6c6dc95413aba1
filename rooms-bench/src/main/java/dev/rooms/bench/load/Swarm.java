package dev.rooms.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many WebSocket clients on one thread, as cheap as they can be: they share one buffer, and look no closer at what comes
 * in than it takes to notice a message that is lost, doubled or out of order. Not thread-safe: the thread that calls is
 * the thread that works.
 */
public final class Swarm implements AutoCloseable {
    private static final int CONNECTS_AT_ONCE = 200;

    private final Dialect dialect;
    private final Selector selector;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 18);
    private final List<SwarmClient> clients = new ArrayList<>();
    private Receipts receipts = (client, number) -> {};
    private long received;
    private int ready;

    /** A swarm without clients. */
    public Swarm(Dialect dialect) throws IOException {
        this.dialect = dialect;
        selector = Selector.open();
    }

    /** Connects so many more clients, and waits until each has been told that it is in the room. */
    public void connect(int count, int port, String room) throws IOException {
        int target = ready + count;
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SwarmClient client = new SwarmClient(this, clients.size(), channel, dialect, room);
            channel.register(selector, SelectionKey.OP_CONNECT, client);
            if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                client.connected();
            }
            clients.add(client);
            if ((i + 1) % CONNECTS_AT_ONCE == 0) {
                awaitReady(ready + CONNECTS_AT_ONCE / 2 < target ? clients.size() - CONNECTS_AT_ONCE / 2 : target);
            }
        }
        awaitReady(target);
    }

    private void awaitReady(int enough) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (ready < enough) {
            turn(100);
            require(System.nanoTime() < deadline, ready + " of " + enough + " clients came into the room in 60 s");
        }
    }

    /** Sends a numbered message from one client to a room. */
    public void send(int client, String room, int number) throws IOException {
        clients.get(client).send(dialect.event("message", Payload.numbered(room, number)));
    }

    /** Reads what is there, so that no server finds a client dead while another is measured. */
    public void answerPings() throws IOException {
        selector.selectNow(this::ready);
    }

    /** Reads until so many numbered messages have come in, over all clients and from the beginning. */
    public void awaitReceived(long enough) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (received < enough) {
            turn(100);
            require(System.nanoTime() < deadline, received + " of " + enough + " messages came in within 60 s");
        }
        require(received == enough, received + " messages came in, but " + enough + " were sent");
    }

    /** From now on tells of each numbered message that comes in, on the thread that reads it. */
    public void onReceived(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Reads what comes until a time by {@link System#nanoTime}, but at least what is there. */
    public void readUntil(long nanoTime) throws IOException {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(left);
            if (millis > 0) {
                turn(millis);
            } else {
                // Waits are in ms, which is too coarse for the last of them.
                selector.selectNow(this::ready);
            }
        }
        selector.selectNow(this::ready);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** What is told of each numbered message that comes in. */
    @FunctionalInterface
    public interface Receipts {
        /** A client has it; clients are counted from 0, in the order in which they were connected. */
        void received(int client, long number);
    }

    /** How many clients there are. */
    public int size() {
        return clients.size();
    }

    /** Messages with a number that came in, over all clients. */
    public long received() {
        return received;
    }

    private void turn(long timeoutMillis) throws IOException {
        selector.select(this::ready, timeoutMillis);
    }

    private void ready(SelectionKey key) {
        try {
            ((SwarmClient) key.attachment()).ready(key, incoming);
        } catch (IOException broken) {
            throw new IllegalStateException("a client lost its connection", broken);
        }
    }

    void countReady() {
        ready++;
    }

    void countReceived(int client, long number) {
        received++;
        receipts.received(client, number);
    }

    @Override
    public void close() throws IOException {
        for (SwarmClient client : clients) {
            client.close();
        }
        selector.close();
    }
}
