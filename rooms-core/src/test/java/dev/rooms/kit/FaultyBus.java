package dev.rooms.kit;

import dev.rooms.backplane.Backplane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bus on which things go wrong: messages are late, lost, doubled and overtaken, the servers are split into groups that
 * don't hear each other, connections are dropped, and all of it stands still. What goes wrong is drawn from a seed, which
 * belongs in the description of each assertion; as the servers' own threads decide what is published when, one seed isn't
 * one history.
 *
 * <p>Without faults, what one server publishes arrives in its order, on all channels together. Each server is told what
 * comes by a thread of its own, never by the one that publishes. Thread-safe.
 */
public final class FaultyBus implements AutoCloseable {
    private final long seed;
    private final Random random;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<Backplane, Integer> groups = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private boolean still;
    private long order;

    /** A bus without servers, and without faults until it is told. */
    public FaultyBus(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /**
     * What goes wrong. Each probability is that of one message on its way to one server.
     *
     * @param loss of its never coming
     * @param doubling of its coming twice
     * @param overtaking of its being overtaken by what was published after it
     * @param maxDelayMillis each takes up to so long, and one that is overtaken up to twice as long
     */
    public record Faults(double loss, double doubling, double overtaking, int maxDelayMillis) {
        /** Nothing goes wrong. */
        public static final Faults NONE = new Faults(0, 0, 0, 0);

        /** Messages take up to so long, each sender's in their order. */
        public static Faults delays(int maxDelayMillis) {
            return new Faults(0, 0, 0, maxDelayMillis);
        }
    }

    /** A backplane for one more server. */
    public synchronized Backplane connect() {
        Peer peer = new Peer();
        peers.add(peer);
        return peer;
    }

    /** Has this go wrong from now on. */
    public synchronized void setFaults(Faults wanted) {
        faults = wanted;
    }

    /** These hear each other, and nobody else; all others still hear each other, and none of these. */
    public synchronized void split(Set<Backplane> group) {
        int number = groups.size() + 1;
        group.forEach(peer -> groups.put(peer, number));
    }

    /** All hear all again. */
    public synchronized void heal() {
        groups.clear();
    }

    /** Nothing comes through until it is told to go on; then all of it does, at once. */
    public synchronized void standStill() {
        still = true;
    }

    /** Goes on after a standstill. */
    public synchronized void goOn() {
        still = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** Drops that server's connection: it is told, hears nothing and can't publish. */
    public void part(Backplane server) {
        peer(server).part();
    }

    /** Connects it again. */
    public void rejoin(Backplane server) {
        peer(server).rejoin();
    }

    private static Peer peer(Backplane server) {
        if (server instanceof Peer peer) {
            return peer;
        }
        throw new IllegalArgumentException(server + " isn't of this bus");
    }

    /** Ends the threads that are left. */
    @Override
    public void close() {
        List<Peer> left;
        synchronized (this) {
            left = List.copyOf(peers);
        }
        left.forEach(Peer::close);
    }

    /** For the description of an assertion. */
    @Override
    public synchronized String toString() {
        return "FaultyBus[seed=" + seed + ", " + faults + "]";
    }

    /** Something that a server is to be told when it is due. */
    private record Parcel(long dueNanos, long order, Runnable telling) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Parcel parcel = (Parcel) other;
            int byTime = Long.compare(dueNanos - parcel.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, parcel.order);
        }
    }

    private final class Peer implements Backplane {
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();
        private final DelayQueue<Parcel> inbox = new DelayQueue<>();
        /** When the last of what each sender sends in its order is due here. */
        private final Map<Peer, Long> lastDue = new HashMap<>();

        private final Thread thread = new Thread(this::tell, "faulty-bus");
        private volatile @Nullable Receiver receiver;
        private volatile boolean connected;

        @Override
        public void start(Receiver local) {
            receiver = local;
            thread.setDaemon(true);
            thread.start();
            rejoin();
        }

        private void tell() {
            try {
                while (receiver != null) {
                    inbox.take().telling().run();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void later(long dueNanos, Runnable telling) {
            inbox.add(new Parcel(dueNanos, ++order, telling));
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            synchronized (FaultyBus.this) {
                if (receiver == null || !connected) {
                    return false;
                }
                byte[] copy = message.clone();
                for (Peer peer : peers) {
                    if (still) {
                        held.add(() -> send(peer, channel, copy));
                    } else {
                        send(peer, channel, copy);
                    }
                }
                return true;
            }
        }

        private void send(Peer peer, String channel, byte[] message) {
            boolean isHeard = groups.getOrDefault(this, 0).equals(groups.getOrDefault(peer, 0));
            if (!isHeard || random.nextDouble() < faults.loss()) {
                return;
            }
            Runnable telling = () -> peer.receive(channel, message);
            if (random.nextDouble() < faults.overtaking()) {
                peer.later(System.nanoTime() + 2 * delayNanos(), telling);
                return;
            }
            long due = Math.max(System.nanoTime() + delayNanos(), peer.lastDue.getOrDefault(this, Long.MIN_VALUE));
            peer.lastDue.put(this, due);
            peer.later(due, telling);
            if (random.nextDouble() < faults.doubling()) {
                peer.later(due + delayNanos(), telling);
            }
        }

        private long delayNanos() {
            return faults.maxDelayMillis() == 0
                    ? 0
                    : random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(faults.maxDelayMillis()));
        }

        private void receive(String channel, byte[] message) {
            Receiver local = receiver;
            if (local != null && connected && wanted.contains(channel)) {
                local.received(channel, message.clone());
            }
        }

        private void part() {
            synchronized (FaultyBus.this) {
                connected = false;
                later(System.nanoTime(), () -> tellOfItself(local -> local.parted("the test dropped the connection")));
            }
        }

        private void rejoin() {
            synchronized (FaultyBus.this) {
                connected = true;
                later(System.nanoTime(), () -> tellOfItself(Receiver::joined));
            }
        }

        private void tellOfItself(Consumer<Receiver> telling) {
            Receiver local = receiver;
            if (local != null) {
                telling.accept(local);
            }
        }

        @Override
        public void subscribe(Set<String> channels) {
            wanted.addAll(channels);
        }

        @Override
        public void unsubscribe(Set<String> channels) {
            wanted.removeAll(channels);
        }

        @Override
        public void close() {
            synchronized (FaultyBus.this) {
                receiver = null;
                connected = false;
                peers.remove(this);
            }
            thread.interrupt();
        }
    }
}
