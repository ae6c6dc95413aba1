package dev.rooms.redis;

import dev.rooms.backplane.Backplane.Receiver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What a backplane is while it runs: the routes that channels go by, and whether the bus is reached. It is when each route is,
 * and all that was subscribed to is in effect.
 *
 * <p>Concurrency: state changes in the lane alone, where the receiver is told of them in their order. Lettuce's threads only
 * hand over to it, but for messages that came, which they pass to the receiver: all of them in one thread. No lock is held on
 * the way.
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
    private final Routes routes;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean closed;

    /** Written by the caller itself, so that nothing that was wanted before is forgotten when the bus is said to be reached. */
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    /** Reached is told once it is true, and so is its opposite. */
    private boolean reached;

    private boolean parted;
    private final Set<String> reasons = new HashSet<>();

    Bus(RedisSettings settings, Receiver receiver) {
        this.receiver = receiver;
        place = settings.place();
        connections = new Connections(settings);
        lane = new Lane(connections.threads("lane"));
        Target target = settings.target();
        RouteOwner owner = new RouteOwner();
        routes = target.isCluster()
                ? new Shards(lane, settings, connections, target, owner)
                : new Routes.One(new Route(target.entries().get(0), Dialect.PLAIN, connections, lane, settings, owner));
    }

    /** @param early what is subscribed to from the beginning */
    void open(Set<String> early) {
        wanted.addAll(early);
        lane.execute(() -> {
            distribute(wanted);
            routes.open();
        });
    }

    boolean publish(String channel, byte[] message) {
        return !closed && routes.publish(channel, message);
    }

    void subscribe(Set<String> channels) {
        if (!closed) {
            Set<String> some = Set.copyOf(channels);
            wanted.addAll(some);
            lane.execute(() -> distribute(some));
        }
    }

    void unsubscribe(Set<String> channels) {
        if (!closed) {
            Set<String> some = Set.copyOf(channels);
            wanted.removeAll(some);
            lane.execute(() -> distribute(some));
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
        if (routes.areHandingOver() && System.nanoTime() < latest) {
            Future<?> unused = lane.after(LOOK, () -> finish(latest));
        } else {
            lane.close();
            connections.shutdown();
        }
    }

    private void distribute(Collection<String> changed) {
        Map<Boolean, List<String>> parts = changed.stream().collect(Collectors.partitioningBy(wanted::contains));
        routes.unwant(parts.getOrDefault(false, List.of()));
        routes.want(parts.getOrDefault(true, List.of()));
    }

    /** Something came that may have been all that was missing. */
    private void progressed() {
        if (routes.areReached() && wanted.stream().allMatch(routes::isInEffect)) {
            routes.settled();
            if (!reached) {
                joined();
            }
        }
    }

    private void joined() {
        reached = true;
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

    private final class RouteOwner implements Route.Owner {
        @Override
        public void received(String channel, byte[] message) {
            if (!closed) {
                receiver.received(channel, message);
            }
        }

        @Override
        public void progressed() {
            Bus.this.progressed();
        }

        @Override
        public void parted(String why) {
            Bus.this.parted(why);
        }

        @Override
        public void lost(int messages) {
            Bus.this.lost(messages);
        }

        @Override
        public void astray() {
            // One Redis has all channels; of several, Shards hears it.
        }
    }
}
