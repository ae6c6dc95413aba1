package dev.rooms.engineio;

import dev.rooms.hub.Rate;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an {@link EngineServer}; each has a safe default, only the acceptor must be given. Not thread-safe.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a value that can't be kept, and says which one can.
 */
public final class EngineServerBuilder {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration pingTimeout = Duration.ofSeconds(20);
    private Duration upgradeTimeout = Duration.ofSeconds(10);
    private Duration sendTimeout = Duration.ofSeconds(20);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private int maxPayload = 1 << 20;
    private long maxWaitingBytes = 1 << 20;
    private Set<EngineTransport> transports = EnumSet.allOf(EngineTransport.class);
    private boolean allowUpgrades = true;
    private OriginPolicy origins = OriginPolicy.sameHost();
    private Optional<String> cookie = Optional.empty();
    private int controlsPerSecond = 5_000;
    private int controlBurst = 20_000;
    private EngineGate gate = EngineGate.OPEN;
    private @Nullable ScheduledExecutorService timers;
    private @Nullable EngineAcceptor acceptor;

    EngineServerBuilder() {}

    /** Time from the handshake, or from a pong, to the next ping; default 25 s, 1 ms to 24 h. Clients are told it. */
    public EngineServerBuilder pingInterval(Duration time) {
        pingInterval = checked(time, "pingInterval");
        return this;
    }

    /**
     * Time that a client has for its pong; default 20 s, 1 ms to 24 h. Then its socket is closed. Clients are told it.
     * Any other packet that comes meanwhile gives it that time once more.
     */
    public EngineServerBuilder pingTimeout(Duration time) {
        pingTimeout = checked(time, "pingTimeout");
        return this;
    }

    /** Time that an upgrade may take; default 10 s, 1 ms to 24 h. Then its WebSocket is closed, and the socket polls on. */
    public EngineServerBuilder upgradeTimeout(Duration time) {
        upgradeTimeout = checked(time, "upgradeTimeout");
        return this;
    }

    /** Time that one send over WebSocket may take; default 20 s, 1 ms to 24 h. Then the socket is closed as too slow. */
    public EngineServerBuilder sendTimeout(Duration time) {
        sendTimeout = checked(time, "sendTimeout");
        return this;
    }

    /**
     * Time that a client has to answer a close frame, or to poll for what waits for it when its socket is closed; default
     * 5 s, 1 ms to 24 h. Then the connection is cut.
     */
    public EngineServerBuilder closeTimeout(Duration time) {
        closeTimeout = checked(time, "closeTimeout");
        return this;
    }

    /**
     * Bytes of one WebSocket message, and of one posted payload; default 1 MiB, at least 128. Beyond it a WebSocket is
     * closed as too big, and a post is answered with 413. Clients are told it.
     */
    public EngineServerBuilder maxPayload(int bytes) {
        maxPayload = atLeast(128, bytes, "maxPayload");
        return this;
    }

    /**
     * Bytes that may wait for one client; default 1 MiB, at least 1. Beyond it {@link EngineSocket#send} returns false; a
     * message is always taken when nothing waits.
     */
    public EngineServerBuilder maxWaitingBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxWaitingBytes is " + bytes + "; give 1 or more");
        }
        maxWaitingBytes = bytes;
        return this;
    }

    /** What clients may connect over; default both, at least one. */
    public EngineServerBuilder transports(Set<EngineTransport> allowed) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("transports are none; give POLLING, WEBSOCKET or both");
        }
        transports = EnumSet.copyOf(allowed);
        return this;
    }

    /** Whether a client that polls may change to WebSocket; default true. Without, such a WebSocket is refused. */
    public EngineServerBuilder allowUpgrades(boolean allowed) {
        allowUpgrades = allowed;
        return this;
    }

    /**
     * Pages that may connect, and read the answers (CORS, with credentials unless it is every page); default those of the
     * same host. A handshake of another page is refused with 403.
     */
    public EngineServerBuilder origins(OriginPolicy policy) {
        origins = policy;
        return this;
    }

    /**
     * Name of a cookie with the session's id, for balancers that send a client to the same server by it; default none.
     * It is set by a polling handshake ({@code Path=/; HttpOnly; SameSite=Lax}), and read by nobody here.
     */
    public EngineServerBuilder cookie(String name) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a cookie; write it like io or server-id");
        }
        cookie = Optional.of(name);
        return this;
    }

    /**
     * Packets a second from one client that aren't messages (pongs, noops), WebSocket pings and pongs among them; default
     * 5,000, and 20,000 at once. Beyond it the socket is closed by policy.
     *
     * @param perSecond packets a second; 0 is no limit
     * @param burst packets at once before that rate holds, at least 1
     */
    public EngineServerBuilder controlRate(int perSecond, int burst) {
        controlsPerSecond = atLeast(0, perSecond, "controlRate's perSecond");
        controlBurst = atLeast(1, burst, "controlRate's burst");
        return this;
    }

    /** Asked at the handshake of each new socket, after all other checks; default lets everybody in. */
    public EngineServerBuilder gate(EngineGate asked) {
        gate = asked;
        return this;
    }

    /**
     * Runs heartbeats and deadlines; default a daemon thread of the server's own, which ends with it. One that is given is
     * not shut down; it should drop cancelled tasks, as each socket has one there.
     */
    public EngineServerBuilder timers(ScheduledExecutorService executor) {
        timers = executor;
        return this;
    }

    /** Takes in each new socket; required. */
    public EngineServerBuilder acceptor(EngineAcceptor taker) {
        acceptor = taker;
        return this;
    }

    /**
     * The server.
     *
     * @throws IllegalStateException when there is no acceptor
     */
    public EngineServer build() {
        if (acceptor == null) {
            throw new IllegalStateException("there is no acceptor; give one with acceptor(...)");
        }
        EngineSettings settings = new EngineSettings(
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                sendTimeout,
                closeTimeout,
                maxPayload,
                maxWaitingBytes,
                transports,
                allowUpgrades,
                origins,
                cookie,
                new Rate(controlsPerSecond, controlBurst),
                gate,
                acceptor);
        return new EngineServer(
                settings, timers == null ? EngineTimers.own() : EngineTimers.of(Objects.requireNonNull(timers)));
    }

    private static Duration checked(Duration time, String name) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + time + "; give 1 ms to 24 h");
        }
        return time;
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; give " + least + " or more");
        }
        return value;
    }
}
