package dev.rooms.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The routes to a cluster, by sharded channels: one to each of its nodes that has the slot of a {@link Tag}. Which has it is
 * asked whenever a connection is lost, or a node says that a channel isn't there.
 */
final class Shards implements Routes {
    private final Lane lane;
    private final RedisSettings settings;
    private final Connections connections;
    private final Target target;
    private final Route.Owner owner;
    private final Survey survey;
    /** What this server publishes by; at random, so that the servers share the nodes. */
    private final Tag own = Tag.ALL.get(ThreadLocalRandom.current().nextInt(Tag.ALL.size()));

    private final Set<String> wanted = new HashSet<>();
    private final Map<Node, Route> routes = new HashMap<>();
    private final Map<Tag, Route> byTag = new HashMap<>();
    private volatile @Nullable Route ownRoute;

    Shards(Lane lane, RedisSettings settings, Connections connections, Target target, Route.Owner owner) {
        this.lane = lane;
        this.settings = settings;
        this.connections = connections;
        this.target = target;
        this.owner = owner;
        survey = new Survey(lane, settings, connections, target, this::nodes, this::found, owner::parted);
    }

    @Override
    public void open() {
        survey.begin();
    }

    @Override
    public boolean publish(String channel, byte[] message) {
        Route route = ownRoute;
        return route != null && route.publish(own.name(channel), message);
    }

    @Override
    public void want(Collection<String> channels) {
        wanted.addAll(channels);
        byTag.forEach((tag, route) -> route.want(names(tag, channels)));
    }

    @Override
    public void unwant(Collection<String> channels) {
        wanted.removeAll(channels);
        byTag.forEach((tag, route) -> route.unwant(names(tag, channels)));
    }

    private static List<String> names(Tag tag, Collection<String> channels) {
        return channels.stream().map(tag::name).toList();
    }

    @Override
    public boolean isInEffect(String channel) {
        return Tag.ALL.stream().allMatch(tag -> {
            Route route = byTag.get(tag);
            return route != null && route.isInEffect(tag.name(channel));
        });
    }

    @Override
    public boolean areReached() {
        return byTag.size() == Tag.ALL.size() && routes.values().stream().allMatch(Route::isReached);
    }

    @Override
    public boolean areHandingOver() {
        return routes.values().stream().anyMatch(Route::isHandingOver);
    }

    @Override
    public void settled() {
        survey.settled();
    }

    /** Whom to ask: those that are reached, then those that aren't, then those that the URI names. */
    private List<Node> nodes() {
        Set<Node> nodes = new LinkedHashSet<>();
        routes.entrySet().stream()
                .sorted(Comparator.comparing(route -> !route.getValue().isReached()))
                .forEach(route -> nodes.add(route.getKey()));
        target.nodes().forEach(nodes::add);
        return new ArrayList<>(nodes);
    }

    private void found(Slots slots) {
        Map<Node, Tag> probed = new HashMap<>();
        for (Tag tag : Tag.ALL) {
            Node node = slots.owner(tag.slot());
            if (node != null) {
                probed.putIfAbsent(node, tag);
            }
            assign(tag, node);
        }
        ownRoute = byTag.get(own);
        routes.entrySet().removeIf(entry -> {
            boolean isUnused = !probed.containsKey(entry.getKey());
            if (isUnused) {
                entry.getValue().close();
            }
            return isUnused;
        });
        probed.forEach((node, tag) -> {
            Route route = open(node);
            route.probeBy(tag::name);
            route.again();
        });
        owner.progressed();
        Tag.ALL.stream().filter(tag -> !byTag.containsKey(tag)).findFirst().ifPresent(missing -> {
            owner.parted("no node has the slot " + missing.slot());
            survey.soon();
        });
    }

    private void assign(Tag tag, @Nullable Node node) {
        Route former = byTag.get(tag);
        Route next = node == null ? null : open(node);
        if (former == next) {
            return;
        }
        if (former != null) {
            former.unwant(names(tag, wanted));
        }
        if (next == null) {
            byTag.remove(tag);
        } else {
            byTag.put(tag, next);
            next.want(names(tag, wanted));
        }
    }

    private Route open(Node node) {
        return routes.computeIfAbsent(node, unknown -> {
            Route route =
                    new Route(target.at(node), Dialect.SHARDED, connections, lane, settings, new NodesOwner(node));
            route.open();
            return route;
        });
    }

    /** Tells of one node, and asks about all when something isn't as it was. */
    private final class NodesOwner implements Route.Owner {
        private final Node node;

        NodesOwner(Node node) {
            this.node = node;
        }

        @Override
        public void received(String name, byte[] message) {
            owner.received(Tag.channel(name), message);
        }

        @Override
        public void progressed() {
            owner.progressed();
        }

        @Override
        public void parted(String why) {
            owner.parted("its node " + node + ": " + why);
            survey.soon();
        }

        @Override
        public void lost(int messages) {
            owner.lost(messages);
        }

        @Override
        public void astray() {
            survey.soon();
        }
    }
}
