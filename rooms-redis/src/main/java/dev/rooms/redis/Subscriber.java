package dev.rooms.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one Redis has in effect to what is wanted of it: many channels at once, and all of them anew on each connection.
 * What is wanted meanwhile waits for the next time, so a channel always ends as it was wanted last.
 *
 * <p>All of it is done in the lane, but that messages are passed on in the thread that read them.
 */
final class Subscriber {
    /** Redis does nothing else while it reads a command. */
    private static final int CHANNELS_AT_ONCE = 1_000;

    private final Lane lane;
    private final RedisSettings settings;
    private final Dialect dialect;
    private final BiConsumer<String, byte[]> received;
    private final Runnable settled;
    private final Consumer<String> broken;
    private final Runnable astray;

    private final Set<String> wanted = new HashSet<>();
    /** What may differ between wanted and in effect. */
    private final Set<String> open = new LinkedHashSet<>();

    private @Nullable Inlet inlet;

    /**
     * @param received takes what comes, in the thread that read it
     * @param settled told when all is done that can be
     * @param broken told why this connection is of no use
     * @param astray told that a channel that is wanted here is with another node; it stays open until the next change
     */
    Subscriber(
            Lane lane,
            RedisSettings settings,
            Dialect dialect,
            BiConsumer<String, byte[]> received,
            Runnable settled,
            Consumer<String> broken,
            Runnable astray) {
        this.lane = lane;
        this.settings = settings;
        this.dialect = dialect;
        this.received = received;
        this.settled = settled;
        this.broken = broken;
        this.astray = astray;
    }

    void want(Collection<String> channels) {
        channels.stream().filter(wanted::add).forEach(open::add);
        next();
    }

    void unwant(Collection<String> channels) {
        channels.stream().filter(wanted::remove).forEach(open::add);
        next();
    }

    /** Tries again what was refused. */
    void again() {
        open.addAll(wanted);
        next();
    }

    void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
        inlet = new Inlet(connection.async());
        connection.addListener(inlet);
        open.clear();
        again();
    }

    void down() {
        Inlet former = inlet;
        if (former != null) {
            former.over = true;
            former.answered();
            inlet = null;
        }
    }

    boolean isInEffect(String channel) {
        Inlet current = inlet;
        return current != null && current.inEffect.contains(channel);
    }

    /** Whether all that is wanted here is in effect. */
    boolean isSettled() {
        Inlet current = inlet;
        return current != null && current.inEffect.containsAll(wanted);
    }

    /** How many messages came on this connection. */
    long messages() {
        Inlet current = inlet;
        return current == null ? 0 : current.messages.get();
    }

    private void next() {
        Inlet current = inlet;
        if (current == null || current.isWaiting()) {
            return;
        }
        open.removeIf(channel -> wanted.contains(channel) == current.inEffect.contains(channel));
        boolean subscribe = open.stream().anyMatch(wanted::contains);
        Set<String> batch = new HashSet<>();
        for (String channel : open) {
            if (wanted.contains(channel) == subscribe && batch.size() < CHANNELS_AT_ONCE) {
                batch.add(channel);
            }
        }
        if (batch.isEmpty()) {
            settled.run();
        } else {
            current.send(subscribe, batch);
        }
    }

    /** One connection, and what is known of it. */
    private final class Inlet extends RedisPubSubAdapter<String, byte[]> {
        private final RedisPubSubAsyncCommands<String, byte[]> commands;
        private final Set<String> inEffect = new HashSet<>();
        /** What commands on their way are for, and Redis hasn't confirmed. */
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
            dialect.commandsFor(batch).forEach(channels -> {
                String[] names = channels.toArray(String[]::new);
                CompletionStage<Void> first =
                        subscribe ? dialect.subscribe(commands, names) : dialect.unsubscribe(commands, names);
                // What succeeds is told below, channel by channel.
                first.whenComplete((done, failure) -> {
                    if (failure != null) {
                        lane.execute(() -> refused(channels, failure));
                    }
                });
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
        public void smessage(String channel, byte[] message) {
            message(channel, message);
        }

        @Override
        public void subscribed(String channel, long count) {
            lane.execute(() -> confirmed(channel, true));
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            lane.execute(() -> confirmed(channel, false));
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            unsubscribed(channel, count);
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
            if (unconfirmed.remove(channel)) {
                nextIfAnswered();
            } else if (!subscribed && wanted.contains(channel)) {
                // A node says so by itself when the channel's slot leaves it.
                astray.run();
            }
        }

        private void refused(Collection<String> channels, Throwable failure) {
            if (over) {
                return;
            }
            if (!dialect.isAstray(failure)) {
                failed(Reasons.of(failure));
                return;
            }
            // Not to be tried again before it is known where they are.
            open.removeAll(channels);
            unconfirmed.removeAll(channels);
            astray.run();
            nextIfAnswered();
        }

        private void nextIfAnswered() {
            if (unconfirmed.isEmpty()) {
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
