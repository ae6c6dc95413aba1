package dev.rooms.redis;

import dev.rooms.backplane.Backplane.Receiver;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What a backplane is while it runs: two connections, what travels on them, and whether the bus is reached.
 *
 * <p>It is reached when both connections are there, all that was subscribed to is in effect, and a message to itself came
 * back. It isn't at the first sign that a connection is lost.
 *
 * <p>Concurrency: state changes in the lane alone, where the receiver is told of them in their order. Lettuce's threads only
 * hand over to it, but for messages that came, which they pass to the receiver: those of one connection in one thread, and
 * those of the next one after the last of the former. No lock is held on the way.
 */
final class Bus {
    private static final Logger LOG = System.getLogger(RedisBackplane.class.getName());
    /** Different reasons that are said while Redis is lost; a log isn't filled by a Redis that finds ever new ones. */
    private static final int REASONS = 10;

    /** Time that messages have, which were taken before the end, to be handed over; and between two looks at them. */
    private static final Duration HANDING_OVER = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofMillis(2);

    private final Receiver receiver;
    private final String place;
    private final Connections connections;
    private final Lane lane;
    private final Publisher publisher;
    private final Subscriber subscriber;
    private final Probe probe;
    private final Link<StatefulRedisConnection<String, byte[]>> publishing;
    private final Link<StatefulRedisPubSubConnection<String, byte[]>> subscribing;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean closed;

    /** Reached is told once it is true, and so is its opposite. */
    private boolean reached;

    private boolean parted;
    private final Set<String> reasons = new HashSet<>();

    Bus(RedisSettings settings, Receiver receiver) {
        this.receiver = receiver;
        place = settings.place();
        connections = new Connections(settings);
        lane = new Lane(connections.threads("lane"));
        publisher = new Publisher(settings, this::lost);
        subscriber = new Subscriber(lane, settings, this::received, this::progress, this::rebuildSubscribing);
        probe = new Probe(lane, settings, publisher, subscriber, this::progress, this::rebuild);
        publishing = new Link<>(
                lane,
                settings,
                connections::toPublish,
                owner(made -> publisher.up(made, connections.publishingThread()), publisher::down));
        subscribing = new Link<>(lane, settings, connections::toSubscribe, owner(subscriber::up, subscriber::down));
    }

    /** @param wanted what is subscribed to from the beginning */
    void open(Set<String> wanted) {
        subscriber.want(wanted);
        subscriber.want(Set.of(probe.channel()));
        lane.execute(() -> {
            publishing.open();
            subscribing.open();
        });
    }

    boolean publish(String channel, byte[] message) {
        return !closed && publisher.publish(channel, message);
    }

    void subscribe(Set<String> channels) {
        if (!closed) {
            subscriber.want(channels);
        }
    }

    void unsubscribe(Set<String> channels) {
        if (!closed) {
            subscriber.unwant(channels);
        }
    }

    void close() {
        closed = true;
        long latest = System.nanoTime() + HANDING_OVER.toNanos();
        lane.execute(() -> finish(latest));
        connections.awaitEnd();
    }

    /** Ends once Redis has answered for all that was taken. In the lane, so that no connection is begun meanwhile. */
    private void finish(long latest) {
        if (publisher.isHandingOver() && System.nanoTime() < latest) {
            Future<?> unused = lane.after(LOOK, () -> finish(latest));
        } else {
            lane.close();
            connections.shutdown();
        }
    }

    private <C extends StatefulConnection<String, byte[]>> Link.Owner<C> owner(Consumer<C> up, Runnable down) {
        return new Link.Owner<>() {
            @Override
            public void up(C connection) {
                up.accept(connection);
                progress();
            }

            @Override
            public void down(String why) {
                down.run();
                probe.end();
                parted(why);
            }
        };
    }

    private void rebuildSubscribing(String why) {
        subscribing.rebuild(why);
    }

    /** Which of the two is at fault can't be told: with Sentinels each may be with another Redis. */
    private void rebuild(String why) {
        publishing.rebuild(why);
        subscribing.rebuild(why);
    }

    private void received(String channel, byte[] message) {
        if (channel.equals(probe.channel())) {
            lane.execute(() -> probe.came(message));
        } else if (!closed) {
            receiver.received(channel, message);
        }
    }

    /** Something came that may have been all that was missing. */
    private void progress() {
        if (reached || !publisher.isUp() || !subscriber.isSettled()) {
            return;
        }
        if (!probe.isRunning()) {
            probe.begin();
        } else if (probe.isAnswered()) {
            joined();
        }
    }

    private void joined() {
        reached = true;
        publishing.settled();
        subscribing.settled();
        if (parted) {
            parted = false;
            reasons.clear();
            LOG.log(Level.INFO, "Redis at {0} is reached again", place);
        }
        if (!closed) {
            receiver.joined();
        }
    }

    private void parted(String why) {
        String what = "Redis at " + place + " isn't reached: " + why;
        boolean first = !parted;
        reached = false;
        parted = true;
        if (reasons.size() < REASONS && reasons.add(why)) {
            LOG.log(first ? Level.WARNING : Level.INFO, what);
        }
        if (first && !closed) {
            receiver.parted(what);
        }
    }

    /** Redis may lose thousands at once: they are told as one number. */
    private void lost(int messages) {
        if (lost.getAndAdd(messages) == 0) {
            lane.execute(() -> {
                int all = lost.getAndSet(0);
                if (!closed) {
                    receiver.lost(all);
                }
            });
        }
    }
}
