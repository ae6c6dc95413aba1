package dev.rooms.hub;

import static org.awaitility.Awaitility.await;

import dev.rooms.Client;
import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.backplane.Backplane;
import dev.rooms.kit.SocketIoTestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Servers on one bus to which clients come back. */
final class Site implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Two seconds of silence are death: less may be the machine's, on which all servers share few processors. */
    static final ClusterSettings SETTINGS = ClusterSettings.DEFAULTS
            .withHeartbeatInterval(Duration.ofMillis(100))
            .withMissedHeartbeats(20);

    private final Supplier<Backplane> bus;
    private final List<Server> servers = new ArrayList<>();

    Site(Supplier<Backplane> bus) {
        this.bus = bus;
    }

    /**
     * One of the servers.
     *
     * @param line its way to the bus
     */
    record Server(Rooms rooms, Line line) {
        SocketIoTestClient connect(String name, String... joined) {
            SocketIoTestClient client = SocketIoTestClient.connect(rooms, name);
            await().atMost(PATIENCE).until(() -> client.received("40{").size() == 1);
            for (String room : joined) {
                of(client).join(room);
            }
            return client;
        }

        Client of(SocketIoTestClient client) {
            return rooms.client(client.id()).orElseThrow();
        }

        boolean hasRecovered(SocketIoTestClient client) {
            return of(client).isRecovered();
        }
    }

    /** One more server, and all that are there know each other. */
    Server start() {
        return start(SETTINGS, UnaryOperator.identity());
    }

    Server start(ClusterSettings settings, UnaryOperator<RoomsBuilder> more) {
        Line line = new Line(bus.get());
        RoomsBuilder builder = Returns.recovering(RecoverySettings.DEFAULTS)
                .limits(Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(500)))
                .backplane(line)
                .cluster(settings);
        Server server = new Server(more.apply(builder).build(), line);
        servers.add(server);
        await().atMost(PATIENCE)
                .until(() -> servers.stream().allMatch(each -> others(each).size() == servers.size() - 1));
        return server;
    }

    static Set<String> others(Server server) {
        return server.rooms().cluster().orElseThrow().others();
    }

    /** Waits until all that these servers sent so far has come to all of them. */
    void settle() {
        for (Server to : servers) {
            SocketIoTestClient witness = to.connect("witness");
            for (Server from : servers) {
                String fence =
                        "fence of " + from.rooms().cluster().orElseThrow().id();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                    from.rooms().toAll().emit(fence, 1);
                    return !witness.events(fence).isEmpty();
                });
            }
            witness.close();
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.rooms().close());
    }

    /** A way to the bus that tells which channels were published to, and loses or holds up what it is told to. */
    static final class Line implements Backplane {
        private final Backplane bus;
        private final List<String> published = new CopyOnWriteArrayList<>();
        private volatile Predicate<String> losing = channel -> false;
        // Guarded by this.
        private final List<Runnable> late = new ArrayList<>();
        private boolean holding;

        Line(Backplane bus) {
            this.bus = bus;
        }

        /** Loses what is published to such channels from now on. */
        void lose(Predicate<String> channels) {
            losing = channels;
        }

        /** What is published to rooms comes no more until it is told to; all else does. */
        synchronized void holdRooms() {
            holding = true;
        }

        /** All that is late comes now. */
        synchronized void goOn() {
            holding = false;
            late.forEach(Runnable::run);
            late.clear();
        }

        private synchronized void come(String channel, Runnable message) {
            if (holding && channel.startsWith("p:")) {
                late.add(message);
            } else {
                message.run();
            }
        }

        /** How often a single server was written to. */
        long toServers() {
            return published.stream().filter(Line::isOfOne).count();
        }

        static boolean isOfOne(String channel) {
            return channel.startsWith("n:");
        }

        @Override
        public void start(Receiver receiver) {
            bus.start(new Receiver() {
                @Override
                public void received(String channel, byte[] message) {
                    come(channel, () -> receiver.received(channel, message));
                }

                @Override
                public void joined() {
                    receiver.joined();
                }

                @Override
                public void parted(String why) {
                    receiver.parted(why);
                }

                @Override
                public void lost(int messages) {
                    receiver.lost(messages);
                }
            });
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            published.add(channel);
            return losing.test(channel) || bus.publish(channel, message);
        }

        @Override
        public void subscribe(Set<String> channels) {
            bus.subscribe(channels);
        }

        @Override
        public void unsubscribe(Set<String> channels) {
            bus.unsubscribe(channels);
        }

        @Override
        public void close() {
            bus.close();
        }
    }
}
