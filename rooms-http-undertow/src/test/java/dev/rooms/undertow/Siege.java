package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Rooms under attack, and a witness: a client in a room of its own that is sent a number every few milliseconds, and must
 * notice nothing. Whoever attacks leaves nothing behind: no client, no room, no dead thread, no warning.
 */
final class Siege implements AutoCloseable {
    private static final String ROOM = "witness";
    private static final int PERIOD_MILLIS = 5;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final RunningServer running;
    private final Set<Thread> ioThreads;
    private final Wire witness;
    private final ScheduledExecutorService newsAgency = Executors.newSingleThreadScheduledExecutor();
    private final Thread listener;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicReference<String> complaint = new AtomicReference<>("");

    private Siege(UnaryOperator<Limits> limits) throws IOException {
        log.start();
        rootLogger().addAppender(log);
        running = RunningServer.start(
                rooms -> rooms.limits(limits.apply(RunningServer.LIMITS)).announcements(Announcements.OFF),
                server -> server.ioThreads(2).perMessageDeflate(true));
        ioThreads = ioThreads();
        witness = member(ROOM);
        listener = new Thread(this::listen, "witness");
        listener.start();
        newsAgency.scheduleAtFixedRate(this::tell, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Starts a server with limits for the attack. */
    static Siege begin(UnaryOperator<Limits> limits) throws IOException {
        return new Siege(limits);
    }

    /** Starts a server with the usual limits. */
    static Siege begin() throws IOException {
        return begin(limits -> limits);
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Set<Thread> ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("XNIO-\\d+ I/O-\\d+"))
                .collect(Collectors.toSet());
    }

    private void tell() {
        rooms().to(ROOM).emit("news", sent.getAndIncrement());
    }

    private void listen() {
        try {
            while (true) {
                int expected = heard.get();
                String text = witness.readText("\"news\"");
                if (!text.equals("{\"event\":\"news\",\"data\":" + expected + "}")) {
                    complaint.compareAndSet("", "number " + expected + " was due, but there came " + text);
                }
                heard.incrementAndGet();
            }
        } catch (IOException | AssertionError end) {
            // The test is over; or it isn't, and then what follows is never heard.
        }
    }

    Rooms rooms() {
        return running.rooms();
    }

    RunningServer running() {
        return running;
    }

    int port() {
        return running.server().port();
    }

    long counted(Counter counter) {
        return rooms().measurements().get(counter);
    }

    /** A client that is in a room. */
    Wire member(String room) throws IOException {
        return joined(Wire.open(port()), room);
    }

    /** The same client, in a room. */
    static Wire joined(Wire wire, String room) throws IOException {
        wire.send(Frame.text("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + room + "\"},\"ackId\":1}"));
        assertThat(wire.readText("\"ack\"")).contains("\"success\":true");
        return wire;
    }

    /** Bytes that the I/O threads have allocated so far. */
    long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return ioThreads.stream()
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    /** Checks that the attackers, who must be gone by now or on their way, harmed nobody and left nothing. */
    void assertUnharmed() throws InterruptedException {
        await().untilAsserted(() -> {
            assertThat(rooms().clientCount()).as("clients").isOne();
            assertThat(rooms().registry().roomCount()).as("rooms").isOne();
            assertThat(rooms().registry().membershipCount()).as("memberships").isOne();
            assertThat(counted(Counter.DISCONNECTED)).as("ends").isEqualTo(counted(Counter.CONNECTED) - 1);
        });
        newsAgency.shutdown();
        assertThat(newsAgency.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).hasPositiveValue();
        await().untilAsserted(() -> assertThat(heard).hasValue(sent.get()));
        assertThat(complaint).hasValue("");
        assertThat(ioThreads).allMatch(Thread::isAlive);
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Override
    public void close() throws IOException {
        newsAgency.shutdownNow();
        witness.close();
        // Else the server would wait for a goodbye from it.
        await().until(() -> rooms().clientCount() == 0);
        running.close();
        rootLogger().detachAppender(log);
    }
}
