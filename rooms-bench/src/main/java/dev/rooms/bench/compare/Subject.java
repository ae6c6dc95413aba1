package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess;
import dev.rooms.bench.load.Swarm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A contestant that is up, and the clients in its rooms, of which most have one. Not thread-safe. */
final class Subject implements AutoCloseable {
    private static final String ROOM = "bench";
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Contestant contestant;
    private final Servers servers;
    private final Swarm swarm;
    private Room room = new Room(ROOM, 0, 0, 0);
    private long expected;

    /** Starts the servers. */
    Subject(Contestant contestant) throws IOException {
        this.contestant = contestant;
        this.servers = contestant.start();
        this.swarm = new Swarm(contestant.group().dialect());
    }

    Contestant contestant() {
        return contestant;
    }

    String id() {
        return contestant.id();
    }

    /** The only server, or the first. */
    ServerProcess server() {
        return servers.first();
    }

    Servers servers() {
        return servers;
    }

    /** Fills the room that is broadcast to. */
    void gather(int clients) throws IOException {
        room = gather(ROOM, clients, servers.all().size());
    }

    /** Fills one more room, evenly from so many of the servers; who sends is at the first. */
    Room gather(String name, int clients, int from) throws IOException {
        // The sender isn't among those that receive, so that W of its messages are W deliveries for each other
        // client.
        int sender = swarm.size();
        for (int server = 0; server < from; server++) {
            int here = Room.share(clients, from, server) + (server == 0 ? 1 : 0);
            swarm.connect(here, servers.all().get(server).port(), name);
        }
        return new Room(name, sender, clients, Room.share(clients, from, 0));
    }

    /** Keeps its clients alive while another is measured. */
    void answerPings() throws IOException {
        swarm.answerPings();
    }

    /** Messages that reached a client so far, each once and in order. */
    long delivered() {
        return swarm.received();
    }

    /** Broadcasts for so long, with so many in flight, and waits until all of them have reached every client. */
    Burst broadcast(int inFlight, Duration time) throws IOException {
        return broadcast(Collections.nCopies(inFlight, room), time);
    }

    /** Sends one message to each of these rooms again and again for so long, each time once all have reached every client. */
    Burst broadcast(List<Room> batch, Duration time) throws IOException {
        int batches = 0;
        long deliveredBefore = expected;
        Servers.Cpu serversBefore = servers.cpu();
        long loadBefore = loadNanos();
        long start = System.nanoTime();
        long elapsed;
        do {
            for (Room addressed : batch) {
                send(addressed);
            }
            swarm.awaitReceived(expected);
            batches++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < time.toNanos());
        return new Burst(
                (long) batches * batch.size(),
                expected - deliveredBefore,
                servers.cpu().since(serversBefore),
                elapsed,
                (loadNanos() - loadBefore) / (double) elapsed);
    }

    /** What the servers use a second by themselves. */
    Servers.Cpu rest(Duration time) throws IOException {
        Servers.Cpu before = servers.cpu();
        long start = System.nanoTime();
        swarm.readUntil(start + time.toNanos());
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        return servers.cpu().since(before).times(1 / seconds);
    }

    /** Broadcasts at a steady rate for so long, however long the messages take. */
    Latencies broadcastSteadily(double perSecond, Duration time) throws IOException {
        return broadcastSteadily(room, perSecond, time);
    }

    /** The same in any room. */
    Latencies broadcastSteadily(Room addressed, double perSecond, Duration time) throws IOException {
        Latencies latencies = new Latencies(new Histogram(SIGNIFICANT_DIGITS), new Histogram(SIGNIFICANT_DIGITS));
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        long first = addressed.sent();
        long start = System.nanoTime() + interval;
        swarm.onReceived((client, number) -> (addressed.isNear(client) ? latencies.near() : latencies.far())
                .recordValue(Math.max(0, System.nanoTime() - start - (number - first) * interval)));
        for (long due = start; due < start + time.toNanos(); due += interval) {
            swarm.readUntil(due);
            send(addressed);
        }
        swarm.awaitReceived(expected);
        swarm.onReceived((client, number) -> {});
        return latencies;
    }

    private void send(Room addressed) throws IOException {
        swarm.send(addressed.sender(), addressed.name(), addressed.next());
        expected += addressed.members();
    }

    private static long loadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * What came of a while of broadcasting.
     *
     * @param messages that were sent
     * @param deliveries that were made of them
     * @param cpu of the servers, in µs
     * @param load the share of the time in which the load generator's thread was busy
     */
    record Burst(long messages, long deliveries, Servers.Cpu cpu, long nanos, double load) {
        /** Server CPU for each delivery. */
        double micros() {
            return cpu.servers() / deliveries;
        }

        /** Deliveries. */
        double perSecond() {
            return perSecond(deliveries);
        }

        double messagesPerSecond() {
            return perSecond(messages);
        }

        private double perSecond(long count) {
            return (double) count * TimeUnit.SECONDS.toNanos(1) / nanos;
        }

        double seconds() {
            return nanos / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }

    /**
     * The latency of each delivery in ns, from when its message was due to be sent, so that a server that holds up the sender isn't
     * spared what that costs.
     *
     * @param near to clients of the sender's server
     * @param far to those of others
     */
    record Latencies(Histogram near, Histogram far) {}

    @Override
    public void close() throws IOException {
        swarm.close();
        servers.close();
    }
}
