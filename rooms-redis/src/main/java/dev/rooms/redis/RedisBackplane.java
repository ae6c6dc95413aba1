package dev.rooms.redis;

import dev.rooms.backplane.Backplane;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A backplane that carries by the publish and subscribe of Redis 7 or later, or of what speaks like it (Valkey), and by the
 * sharded channels of a Redis Cluster.
 *
 * <p>{@code Rooms.builder().backplane(RedisBackplane.of("redis://127.0.0.1:6379"))}. Nothing is written into Redis: it only
 * passes on. One connection publishes, another one subscribes, or two to each master of a cluster; they are made anew, with
 * longer and longer pauses, whenever one is lost, and also when this server doesn't hear itself through Redis any more.
 *
 * <ul>
 *   <li>Order: what is published on one connection arrives in that order. What was on its way when a connection was lost
 *       was told as lost, and may arrive nonetheless, even behind what the next connection brought. In a cluster a server
 *       publishes all by one master, so that it is the same there.
 *   <li>Overload: what Redis doesn't take in time is dropped above {@link RedisSettings#maxWaitingMessages()} and
 *       {@link RedisSettings#maxWaitingBytes()}; a server that reads too slowly is cut off by Redis
 *       ({@code client-output-buffer-limit}), and comes back.
 *   <li>Log: one warning when Redis is lost, one line when it is back, by {@link System.Logger}.
 *   <li>Threads: some of its own from start to close. {@link Backplane.Receiver#received} is called on the one that reads.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class RedisBackplane implements Backplane {
    private final RedisSettings settings;
    /** What is wanted before the start; guarded by this. */
    private final Set<String> early = new HashSet<>();

    private volatile @Nullable Bus bus;
    private volatile boolean closed;

    private RedisBackplane(RedisSettings settings) {
        this.settings = settings;
    }

    /** A backplane with those settings. It connects when it is started. */
    public static RedisBackplane of(RedisSettings settings) {
        return new RedisBackplane(settings);
    }

    /**
     * A backplane with the defaults, on the Redis at that URI.
     *
     * @throws IllegalArgumentException when the URI can't be read
     */
    public static RedisBackplane of(String uri) {
        return of(RedisSettings.of(uri));
    }

    /**
     * Connects in the background, for as long as it takes: a Redis that isn't there yet fails nothing.
     *
     * @throws IllegalStateException when it was started or closed before
     */
    @Override
    public synchronized void start(Receiver receiver) {
        if (closed || bus != null) {
            throw new IllegalStateException("this backplane was started or closed before; make a new one");
        }
        // Netty leaves something of its own in each thread that it is used in, so it is used in none but ours.
        Bus started = CompletableFuture.supplyAsync(
                        () -> new Bus(settings, receiver), task -> new Thread(task, "rooms-redis-start").start())
                .join();
        bus = started;
        started.open(early);
    }

    @Override
    public boolean publish(String channel, byte[] message) {
        Bus current = bus;
        return current != null && current.publish(channel, message);
    }

    @Override
    public void subscribe(Set<String> channels) {
        Bus current = started(() -> early.addAll(channels));
        if (current != null) {
            current.subscribe(channels);
        }
    }

    @Override
    public void unsubscribe(Set<String> channels) {
        Bus current = started(() -> early.removeAll(channels));
        if (current != null) {
            current.unsubscribe(channels);
        }
    }

    /** The bus, or, as long as there is none, what else to do. */
    private @Nullable Bus started(Runnable otherwise) {
        Bus current = bus;
        if (current == null) {
            synchronized (this) {
                current = bus;
                if (current == null) {
                    otherwise.run();
                }
            }
        }
        return current;
    }

    /**
     * Hands over what was taken, for half a second at most, and ends its connections and its threads; waits for it up to 2 s,
     * unless one of those threads asks.
     */
    @Override
    public void close() {
        Bus current;
        synchronized (this) {
            closed = true;
            current = bus;
        }
        if (current != null) {
            current.close();
        }
    }

    @Override
    public String toString() {
        return "RedisBackplane[" + settings.place() + "]";
    }
}
