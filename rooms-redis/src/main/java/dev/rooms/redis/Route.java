package dev.rooms.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One Redis that channels go by: two connections, what travels on them, and whether it is reached.
 *
 * <p>It is reached when both connections are there, all that was wanted of it is in effect, and a message to itself came back.
 * It isn't at the first sign that a connection is lost.
 *
 * <p>Concurrency: all is done in the lane, but for {@link #publish}, and for messages that came, which are passed on in the
 * thread that read them.
 */
final class Route {

    /** Who goes by it. Told in the lane, where nothing else is said. */
    interface Owner {
        /** In the thread that read it. */
        void received(String channel, byte[] message);

        /** Something that was wanted of this Redis is in effect, or it is reached. */
        void progressed();

        void parted(String why);

        /** In any thread. */
        void lost(int messages);

        /** A channel that was looked for here is with another node, or will be. In any thread. */
        void astray();
    }

    /** What the name of a channel has in it by which a route is probed, and no other's. */
    private static final String PROBE = "probe:";

    private final UUID id = UUID.randomUUID();
    private final Owner owner;
    private final Publisher publisher;
    private final Subscriber subscriber;
    private final Probe probe;
    private final Link<StatefulRedisConnection<String, byte[]>> publishing;
    private final Link<StatefulRedisPubSubConnection<String, byte[]>> subscribing;
    private boolean reached;

    Route(RedisURI uri, Dialect dialect, Connections connections, Lane lane, RedisSettings settings, Owner owner) {
        this.owner = owner;
        publisher = new Publisher(settings, dialect, owner::lost, owner::astray);
        subscriber = new Subscriber(
                lane, settings, dialect, this::received, this::progress, this::rebuildSubscribing, owner::astray);
        probe = new Probe(lane, settings, dialect, publisher, subscriber, this::heard, this::rebuild, owner::astray);
        publishing = new Link<>(
                lane,
                settings,
                () -> connections.toPublish(uri),
                user(made -> publisher.up(made, connections.publishingThread()), publisher::down));
        subscribing =
                new Link<>(lane, settings, () -> connections.toSubscribe(uri), user(subscriber::up, subscriber::down));
    }

    void open() {
        publishing.open();
        subscribing.open();
    }

    /** It is probed by a channel with such a name from now on. */
    void probeBy(UnaryOperator<String> name) {
        String former = probe.channel();
        String channel = name.apply(PROBE + id);
        if (!channel.equals(former)) {
            probe.goBy(channel);
            subscriber.want(Set.of(channel));
            subscriber.unwant(Set.of(former));
        }
    }

    /** In any thread. */
    boolean publish(String channel, byte[] message) {
        return publisher.publish(channel, message);
    }

    void want(Collection<String> channels) {
        subscriber.want(channels);
    }

    void unwant(Collection<String> channels) {
        subscriber.unwant(channels);
    }

    /** Tries again what was astray. */
    void again() {
        subscriber.again();
    }

    boolean isInEffect(String channel) {
        return subscriber.isInEffect(channel);
    }

    boolean isReached() {
        return reached;
    }

    boolean isHandingOver() {
        return publisher.isHandingOver();
    }

    /** Nothing goes by it any more; what is on its way may still come. */
    void close() {
        reached = false;
        probe.end();
        publisher.down();
        publishing.close();
        subscriber.down();
        subscribing.close();
    }

    private <C extends StatefulConnection<String, byte[]>> Link.Owner<C> user(Consumer<C> up, Runnable down) {
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
                reached = false;
                owner.parted(why);
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
        if (channel.contains(PROBE)) {
            probe.arrived(channel, message);
        } else {
            owner.received(channel, message);
        }
    }

    /** It heard itself. */
    private void heard() {
        if (!reached) {
            progress();
        }
    }

    /** Something came that may have been all that was missing. */
    private void progress() {
        if (!reached && publisher.isUp() && subscriber.isSettled()) {
            if (!probe.isRunning()) {
                probe.begin();
            } else if (probe.isAnswered()) {
                reached = true;
                publishing.settled();
                subscribing.settled();
            }
        }
        owner.progressed();
    }
}
