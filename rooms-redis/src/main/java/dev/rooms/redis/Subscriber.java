package dev.rooms.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what Redis has in effect to what is wanted: one command at a time, for many channels at once, and all of them anew
 * on each connection. What is wanted meanwhile waits for the next command, so a channel always ends as it was wanted last.
 *
 * <p>{@link #want} and {@link #unwant} may be called in any thread; all else is done in the lane, but that messages are
 * passed on in the thread that read them.
 */
final class Subscriber {
    /** Redis does nothing else while it reads a command. */
    private static final int CHANNELS_AT_ONCE = 1_000;

    private final Lane lane;
    private final RedisSettings settings;
    private final BiConsumer<String, byte[]> received;
    private final Runnable settled;
    private final Consumer<String> broken;

    /** Written by the caller itself, so that nothing that was wanted before is forgotten when all is said to be in effect. */
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    /** What may differ between wanted and in effect. */
    private final Set<String> open = new LinkedHashSet<>();

    private @Nullable Inlet inlet;

    /**
     * @param received takes what comes, in the thread that read it
     * @param settled told when all that is wanted is in effect
     * @param broken told why this connection is of no use
     */
    Subscriber(
            Lane lane,
            RedisSettings settings,
            BiConsumer<String, byte[]> received,
            Runnable settled,
            Consumer<String> broken) {
        this.lane = lane;
        this.settings = settings;
        this.received = received;
        this.settled = settled;
        this.broken = broken;
    }

    void want(Set<String> channels) {
        Set<String> some = Set.copyOf(channels);
        wanted.addAll(some);
        changed(some);
    }

    void unwant(Set<String> channels) {
        Set<String> some = Set.copyOf(channels);
        wanted.removeAll(some);
        changed(some);
    }

    void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
        inlet = new Inlet(connection.async());
        connection.addListener(inlet);
        open.clear();
        open.addAll(wanted);
        next();
    }

    void down() {
        Inlet former = inlet;
        if (former != null) {
            former.over = true;
            former.answered();
            inlet = null;
        }
    }

    /** Whether all that anybody wanted before this call is in effect. */
    boolean isSettled() {
        Inlet current = inlet;
        return current != null && current.inEffect.containsAll(wanted);
    }

    /** How many messages came on this connection. */
    long messages() {
        Inlet current = inlet;
        return current == null ? 0 : current.messages.get();
    }

    private void changed(Set<String> channels) {
        lane.execute(() -> {
            open.addAll(channels);
            next();
        });
    }

    private void next() {
        Inlet current = inlet;
        if (current == null || current.isWaiting()) {
            return;
        }
        open.removeIf(channel -> wanted.contains(channel) == current.inEffect.contains(channel));
        if (open.isEmpty()) {
            settled.run();
            return;
        }
        boolean subscribe = open.stream().anyMatch(wanted::contains);
        Set<String> batch = new HashSet<>();
        for (String channel : open) {
            if (wanted.contains(channel) == subscribe && batch.size() < CHANNELS_AT_ONCE) {
                batch.add(channel);
            }
        }
        // Callers may have changed their minds since the line that chose.
        if (batch.isEmpty()) {
            lane.execute(this::next);
        } else {
            current.send(subscribe, batch);
        }
    }

    /** One connection, and what is known of it. */
    private final class Inlet extends RedisPubSubAdapter<String, byte[]> {
        private final RedisPubSubAsyncCommands<String, byte[]> commands;
        private final Set<String> inEffect = new HashSet<>();
        /** What the command on its way is for, and Redis hasn't confirmed. */
        private final Set<String> unconfirmed = new HashSet<>();

        private final AtomicLong messages = new AtomicLong();
        private @Nullable Future<?> deadline;
        private volatile boolean over;

        Inlet(RedisPubSubAsyncCommands<String, byte[]> commands) {
            this.commands = commands;
        }

        boolean isWaiting() {
            return !unconfirmed.isEmpty();
        }

        void send(boolean subscribe, Set<String> batch) {
            unconfirmed.addAll(batch);
            deadline = lane.after(
                    settings.timeout(),
                    () -> failed("it confirmed no " + (subscribe ? "SUBSCRIBE" : "UNSUBSCRIBE") + " within "
                            + settings.timeout()));
            String[] channels = batch.toArray(String[]::new);
            RedisFuture<Void> answer = subscribe ? commands.subscribe(channels) : commands.unsubscribe(channels);
            // It is done with the first channel's confirmation; each is told below.
            CompletionStage<Void> first = answer;
            first.whenComplete((done, failure) -> {
                if (failure != null) {
                    lane.execute(() -> failed(Reasons.of(failure)));
                }
            });
        }

        @Override
        public void message(String channel, byte[] message) {
            if (!over) {
                messages.incrementAndGet();
                received.accept(channel, message);
            }
        }

        @Override
        public void subscribed(String channel, long count) {
            lane.execute(() -> confirmed(channel, true));
        }

        @Override
        public void unsubscribed(String channel, long count) {
            lane.execute(() -> confirmed(channel, false));
        }

        private void confirmed(String channel, boolean subscribed) {
            if (over) {
                return;
            }
            if (subscribed) {
                inEffect.add(channel);
            } else {
                inEffect.remove(channel);
            }
            if (unconfirmed.remove(channel) && unconfirmed.isEmpty()) {
                answered();
                next();
            }
        }

        private void failed(String why) {
            if (!over) {
                broken.accept(why);
            }
        }

        /** Nothing is waited for any more. */
        void answered() {
            Future<?> waiting = deadline;
            if (waiting != null) {
                waiting.cancel(false);
                deadline = null;
            }
            unconfirmed.clear();
        }
    }
}
