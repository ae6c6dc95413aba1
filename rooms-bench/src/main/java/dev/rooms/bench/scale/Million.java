package dev.rooms.bench.scale;

import com.sun.management.ThreadMXBean;
import dev.rooms.Client;
import dev.rooms.Json;
import dev.rooms.bench.memory.Crowd;
import dev.rooms.bench.memory.Sink;
import dev.rooms.bench.memory.Tally;
import dev.rooms.bench.memory.Texts;
import dev.rooms.transport.Lane;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * So many clients in one room, or each in a room of its own, with connections in memory: the program that {@link InMemory}
 * runs. It prints what it measures, a name and a number in each line, and is ended once it has said so.
 */
final class Million {
    static final String ONE_ROOM = "one-room";
    static final String OWN_ROOMS = "own-rooms";

    /** Stands in the last line. */
    static final String DONE = "done";

    private static final String ROOM = "room";
    private static final int WALKS = 40;
    private static final int PAGE = 100;
    private static final int SMALL_BROADCASTS = 200_000;
    private static final Json DATA = new Json(Texts.message(80));

    private final int count;
    private final Crowd crowd = new Crowd();
    private final Tally tally = new Tally();

    private Million(int count) {
        this.count = count;
    }

    /** Runs it: which of the two, and how many clients. */
    public static void main(String... arguments) {
        Million million = new Million(Integer.parseInt(arguments[1]));
        if (arguments[0].equals(ONE_ROOM)) {
            million.oneRoom();
        } else {
            million.ownRooms();
        }
        tell(DONE, 0);
        // To say goodbye to a million isn't what is measured.
        Runtime.getRuntime().halt(0);
    }

    private static void tell(String name, double number) {
        // Standard output is the way to whoever started this process.
        System.out.println(name + " " + number);
    }

    private List<Client> connect() {
        long before = heapBytes();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            crowd.connect(new Sink(Lane.inPlace(), tally));
        }
        tell("connect.ns", nanosOfEach(began));
        tell("client.bytes", (heapBytes() - before) / (double) count);
        return crowd.shuffled();
    }

    private void oneRoom() {
        List<Client> clients = connect();
        long before = heapBytes();
        timed("join.ns", clients, client -> client.join(ROOM));
        tell("membership.bytes", (heapBytes() - before) / (double) count);
        walk();
        timed("rejoin.ns", clients, client -> {
            client.leave(ROOM);
            client.join(ROOM);
        });
        walk();
        timed("leave.ns", clients, client -> client.leave(ROOM));
    }

    private void walk() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Double> millis = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int i = 0; i < WALKS; i++) {
            long sent = tally.frames();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            crowd.rooms().to(ROOM).emit("message-reply", DATA);
            millis.add((System.nanoTime() - began) / 1e6);
            bytes.add((double) threads.getCurrentThreadAllocatedBytes() - allocated);
            require(tally.frames() - sent == count, "not every member got the event");
        }
        tell("walk.ms", new Numbers(millis).median());
        tell("walk.bytes", new Numbers(bytes).median());
    }

    private void ownRooms() {
        List<Client> clients = connect();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(ROOM + "-" + i);
        }
        long before = heapBytes();
        int[] next = {0};
        // Names come off the network, so each is a string of its own.
        timed("join.ns", clients, client -> client.join(new String(names.get(next[0]++))));
        require(crowd.rooms().registry().roomCount() == count, "not every room is there");
        tell("room.bytes", (heapBytes() - before) / (double) count);

        long began = System.nanoTime();
        int broadcasts = Math.min(SMALL_BROADCASTS, count);
        for (int i = 0; i < broadcasts; i++) {
            crowd.rooms().to(names.get((int) (i * 7_919L % count))).emit("message-reply", DATA);
        }
        tell("broadcast.ns", (System.nanoTime() - began) / (double) broadcasts);

        began = System.nanoTime();
        require(crowd.rooms().registry().page("", PAGE).size() == PAGE, "a page isn't full");
        tell("page.ms", (System.nanoTime() - began) / 1e6);

        next[0] = 0;
        timed("rejoin.ns", clients, client -> {
            String name = names.get(next[0]++);
            client.leave(name);
            client.join(new String(name));
        });
        next[0] = 0;
        timed("leave.ns", clients, client -> client.leave(names.get(next[0]++)));
        require(crowd.rooms().registry().roomCount() == 0, "an empty room was left behind");
    }

    private void timed(String name, List<Client> clients, Consumer<Client> deed) {
        long began = System.nanoTime();
        clients.forEach(deed);
        tell(name, nanosOfEach(began));
    }

    private double nanosOfEach(long began) {
        return (System.nanoTime() - began) / (double) count;
    }

    private static long heapBytes() {
        // Collectors leave some garbage the first time.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
