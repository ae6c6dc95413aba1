package dev.rooms.bench.scale;

import dev.rooms.Client;
import dev.rooms.bench.memory.Crowd;
import dev.rooms.bench.memory.Sink;
import dev.rooms.bench.memory.Tally;
import dev.rooms.bench.page.Table;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.openjdk.jol.info.GraphLayout;

/**
 * What the library itself holds for an idle client that is in one room, class by class, by JOL: the difference that many
 * clients make to all that can be reached from the rooms and the sessions, by their number. Their connections are in memory, so
 * a transport's own objects aren't among these.
 */
final class Sizes {
    private static final int CLIENTS = 1_000;
    /** Of a class that a client has a share in; less than that is what JOL itself, and the JVM, make meanwhile. */
    private static final int LEAST_BYTES = 3;

    private static final String ROOM = "room";
    private static final String OURS = "dev.rooms.";
    private static final String BENCHMARK = "dev.rooms.bench.";

    /** What is found of a class when it is first looked at, which may be between the two looks of ours. */
    private static final String REFLECTION = "java.lang.reflect.";

    /** Objects of one class, by client. */
    private record Share(double count, double bytes) {
        private static final Share NOTHING = new Share(0, 0);
    }

    private Sizes() {}

    static String table() {
        // JOL finds no other way to the fields of records.
        System.setProperty("jol.magicFieldOffset", "true");
        Map<String, Share> plain = shares(Crowd::connect);
        Map<String, Share> socketIo = shares(Crowd::connectSocketIo);
        Table table = new Table("class", "plain: objects", "bytes", "Socket.IO: objects", "bytes");
        Set<String> classes = new TreeSet<>(Comparator.comparing((String name) -> !name.startsWith(OURS))
                .thenComparing(name -> -largest(name, plain, socketIo))
                .thenComparing(Comparator.naturalOrder()));
        classes.addAll(plain.keySet());
        classes.addAll(socketIo.keySet());
        for (String name : classes) {
            Share one = plain.getOrDefault(name, Share.NOTHING);
            Share other = socketIo.getOrDefault(name, Share.NOTHING);
            table.row(shortened(name), count(one), bytes(one), count(other), bytes(other));
        }
        table.row("**all**", "", bytes(sum(plain)), "", bytes(sum(socketIo)));
        return table.toString();
    }

    private static double largest(String name, Map<String, Share> plain, Map<String, Share> socketIo) {
        return Math.max(
                plain.getOrDefault(name, Share.NOTHING).bytes(),
                socketIo.getOrDefault(name, Share.NOTHING).bytes());
    }

    private static Share sum(Map<String, Share> shares) {
        return new Share(0, shares.values().stream().mapToDouble(Share::bytes).sum());
    }

    private static Map<String, Share> shares(BiFunction<Crowd, ClientChannel, Session> connect) {
        try (Crowd crowd = new Crowd()) {
            List<Session> sessions = new ArrayList<>();
            Tally tally = new Tally();
            // The first of all makes what is there once.
            connect(1, crowd, sessions, tally, connect);
            GraphLayout before = GraphLayout.parseInstance(crowd.rooms(), sessions);
            connect(CLIENTS, crowd, sessions, tally, connect);
            GraphLayout after = GraphLayout.parseInstance(crowd.rooms(), sessions);
            return difference(before, after);
        }
    }

    private static void connect(
            int count,
            Crowd crowd,
            List<Session> sessions,
            Tally tally,
            BiFunction<Crowd, ClientChannel, Session> connect) {
        for (int i = 0; i < count; i++) {
            sessions.add(connect.apply(crowd, new Sink(Lane.inPlace(), tally)));
        }
        for (Client client : crowd.shuffled()) {
            client.join(ROOM);
        }
    }

    private static Map<String, Share> difference(GraphLayout before, GraphLayout after) {
        Map<String, Share> shares = new TreeMap<>();
        for (Class<?> type : after.getClasses()) {
            double count =
                    after.getClassCounts().count(type) - before.getClassCounts().count(type);
            double bytes =
                    after.getClassSizes().count(type) - before.getClassSizes().count(type);
            if (bytes >= LEAST_BYTES * CLIENTS
                    && !type.getName().startsWith(BENCHMARK)
                    && !type.getName().startsWith(REFLECTION)) {
                shares.merge(
                        name(type),
                        new Share(count / CLIENTS, bytes / CLIENTS),
                        (one, other) -> new Share(one.count() + other.count(), one.bytes() + other.bytes()));
            }
        }
        return shares;
    }

    /** Without the number that the JVM gives to a lambda's class. */
    private static String name(Class<?> type) {
        return type.getTypeName().replaceAll("\\$\\$Lambda.*", " (lambda)");
    }

    /** Our classes with their package below our own, others without any. */
    private static String shortened(String name) {
        return name.startsWith(OURS)
                ? name.substring(OURS.length())
                : name.replaceAll("^(?:[a-z]+\\.)+", "").replace('$', '.');
    }

    private static String count(Share share) {
        return share.bytes() == 0
                ? ""
                : String.format(Locale.ROOT, share.count() < 0.1 ? "%.2f" : "%.0f", share.count());
    }

    private static String bytes(Share share) {
        return share.bytes() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", share.bytes());
    }
}
