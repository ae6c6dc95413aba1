package dev.rooms.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Redis without waiting for it, as many as the settings let wait. Thread-safe.
 *
 * <p>Whoever publishes does no more than to queue a message for the connection's own thread: Netty leaves something of its own
 * in each thread that it is used in, and a container's threads outlive the application that it belongs to.
 */
final class Publisher {
    private final RedisSettings settings;
    private final Dialect dialect;
    private final IntConsumer lost;
    private final Runnable astray;
    private volatile @Nullable Outlet outlet;

    /**
     * @param lost told how many messages were taken and then not handed over; in any thread, and mustn't block
     * @param astray told that one of them belongs to another node; the same
     */
    Publisher(RedisSettings settings, Dialect dialect, IntConsumer lost, Runnable astray) {
        this.settings = settings;
        this.dialect = dialect;
        this.lost = lost;
        this.astray = astray;
    }

    /** @param thread the connection's own */
    void up(StatefulRedisConnection<String, byte[]> connection, Executor thread) {
        outlet = new Outlet(connection.async(), thread);
    }

    void down() {
        outlet = null;
    }

    boolean isUp() {
        return outlet != null;
    }

    /** Whether Redis owes an answer for something that was taken. */
    boolean isHandingOver() {
        Outlet current = outlet;
        return current != null && current.messages.get() > 0;
    }

    /** Whether it is taken: there is a connection, and room. */
    boolean publish(String channel, byte[] message) {
        Outlet current = outlet;
        return current != null && current.publish(channel, message);
    }

    /** Takes the same way, but always finds room. The answer is how many connections Redis passed it on to. */
    @Nullable CompletionStage<Long> publishAnyway(String channel, byte[] message) {
        Outlet current = outlet;
        return current == null ? null : dialect.publish(current.commands, channel, message);
    }

    /** How many messages Redis has answered for on this connection. */
    long answered() {
        Outlet current = outlet;
        return current == null ? 0 : current.answered.get();
    }

    /** One connection, and what waits on it; the next one counts anew, whatever becomes of the former's. */
    private final class Outlet {
        private final RedisAsyncCommands<String, byte[]> commands;
        private final Executor thread;
        private final AtomicInteger messages = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong answered = new AtomicLong();

        Outlet(RedisAsyncCommands<String, byte[]> commands, Executor thread) {
            this.commands = commands;
            this.thread = thread;
        }

        boolean publish(String channel, byte[] message) {
            int size = message.length;
            if (!reserve(size)) {
                return false;
            }
            try {
                thread.execute(() -> write(channel, message));
                return true;
            } catch (RejectedExecutionException ended) {
                release(size);
                return false;
            }
        }

        private void write(String channel, byte[] message) {
            CompletionStage<Long> passedOn;
            try {
                passedOn = dialect.publish(commands, channel, message);
            } catch (RuntimeException refused) {
                passedOn = CompletableFuture.failedStage(refused);
            }
            passedOn.whenComplete((receivers, failure) -> {
                release(message.length);
                if (failure == null) {
                    answered.incrementAndGet();
                } else {
                    lost.accept(1);
                    if (dialect.isAstray(failure)) {
                        astray.run();
                    }
                }
            });
        }

        private boolean reserve(int size) {
            if (messages.incrementAndGet() > settings.maxWaitingMessages()) {
                messages.decrementAndGet();
                return false;
            }
            if (bytes.addAndGet(size) > settings.maxWaitingBytes()) {
                release(size);
                return false;
            }
            return true;
        }

        private void release(int size) {
            messages.decrementAndGet();
            bytes.addAndGet(-size);
        }
    }
}
