package dev.rooms.redis;

import static org.awaitility.Awaitility.await;

import dev.rooms.backplane.Backplane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/** One server on the bus, that keeps what it is told. */
final class Server implements AutoCloseable, Backplane.Receiver {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisBackplane backplane;
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicInteger fences = new AtomicInteger();
    private volatile Consumer<String> onMessage = message -> {};

    private Server(RedisSettings settings) {
        backplane = RedisBackplane.of(settings);
    }

    /** Settings by which a fault takes a test no longer than it must. */
    static RedisSettings settings(String uri) {
        return RedisSettings.of(uri)
                .withReconnectDelays(Duration.ofMillis(10), Duration.ofMillis(200))
                .withTimeout(Duration.ofSeconds(2));
    }

    /** Started; whether it reaches Redis is left open. */
    static Server start(RedisSettings settings) {
        Server server = new Server(settings);
        server.backplane.start(server);
        return server;
    }

    /** Started, and told that it is joined. */
    static Server join(RedisSettings settings) {
        Server server = start(settings);
        try {
            server.awaitStates("joined");
            return server;
        } catch (ConditionTimeoutException late) {
            server.close();
            throw new AssertionError("it didn't join: " + server.states(), late);
        }
    }

    Backplane backplane() {
        return backplane;
    }

    /** Called with each message, in the thread that brings it. */
    void onMessage(Consumer<String> action) {
        onMessage = action;
    }

    boolean publish(String channel, String message) {
        return backplane.publish(channel, message.getBytes(StandardCharsets.ISO_8859_1));
    }

    void subscribe(String... channels) {
        backplane.subscribe(Set.of(channels));
    }

    /** Waits until it was told these, and nothing else: "joined", or "parted". */
    void awaitStates(String... expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> kinds().equals(List.of(expected)));
    }

    /** Waits until it was told that at last, and at least so many things; a fault may be told as several. */
    void awaitLast(String state, int least) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            List<String> told = kinds();
            return told.size() >= least && told.get(told.size() - 1).equals(state);
        });
    }

    /** What it was told of the bus, with the reasons. */
    List<String> states() {
        return List.copyOf(states);
    }

    private List<String> kinds() {
        return states.stream().map(state -> state.replaceFirst(":.*", "")).toList();
    }

    /** What came, each as its channel, a blank and its text; without fences. */
    List<String> messages() {
        synchronized (messages) {
            return messages.stream().filter(text -> !text.contains(" fence")).toList();
        }
    }

    long lost() {
        return lost.get();
    }

    /** Waits until a message of this server arrives there, and with it all that it published to that channel before. */
    void fence(String channel, Server there) {
        String fence = "fence " + backplane.hashCode() + " " + fences.incrementAndGet();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            publish(channel, fence);
            return there.heard(channel + " " + fence);
        });
    }

    private boolean heard(String text) {
        synchronized (messages) {
            return messages.contains(text);
        }
    }

    @Override
    public void received(String channel, byte[] message) {
        String text = channel + " " + new String(message, StandardCharsets.ISO_8859_1);
        synchronized (messages) {
            messages.add(text);
        }
        onMessage.accept(text);
    }

    @Override
    public void joined() {
        states.add("joined");
    }

    @Override
    public void parted(String why) {
        states.add("parted: " + why);
    }

    @Override
    public void lost(int some) {
        lost.addAndGet(some);
    }

    @Override
    public void close() {
        backplane.close();
    }
}
