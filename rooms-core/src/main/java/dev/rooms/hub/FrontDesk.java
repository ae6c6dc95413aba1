package dev.rooms.hub;

import dev.rooms.Introduction;
import dev.rooms.RefusedException;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.TextProtocol;
import dev.rooms.security.Authenticator;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides about handshakes, and makes clients of those plain ones that it lets in. */
public final class FrontDesk implements Reception {
    private static final Logger LOG = System.getLogger(FrontDesk.class.getName());
    private static final String ANONYMOUS = "anonymous";

    private final Namespaces namespaces;
    private final Services services;
    private final TextProtocol protocol;
    private final Authenticator authenticator;
    private final OriginPolicy origins;
    private final Ids ids = new Ids();
    private volatile boolean closed;

    /** A desk that is open. */
    public FrontDesk(Namespaces namespaces, TextProtocol protocol, Authenticator authenticator, OriginPolicy origins) {
        this.namespaces = namespaces;
        this.services = namespaces.services();
        this.protocol = protocol;
        this.authenticator = authenticator;
        this.origins = origins;
    }

    /** Lets nobody in any more. */
    public void close() {
        closed = true;
    }

    /** Whether nobody is let in any more. */
    public boolean isClosed() {
        return closed;
    }

    /** The desk's answer to a client that wants to connect to a namespace. */
    public sealed interface Decision {}

    /** It may. */
    public record Welcome(Handshake handshake, Identity identity) implements Decision {}

    /**
     * It may not.
     *
     * @param status what HTTP says for that
     * @param why what to tell the client
     */
    public record Turned(int status, RefusedException why) implements Decision {}

    /** Why no connection may be opened now, wherever it comes from; never blocks. */
    public Optional<Admission.Refused> unavailable() {
        return counted(whyUnavailable());
    }

    private Optional<Admission.Refused> counted(Optional<Admission.Refused> refusal) {
        if (refusal.isPresent()) {
            services.measurements().count(Counter.HANDSHAKES_REFUSED);
        }
        return refusal;
    }

    private Optional<Admission.Refused> whyUnavailable() {
        if (closed) {
            return Optional.of(new Admission.Refused(
                    503, "the server is shutting down; connect again later", CloseReason.GOING_AWAY));
        }
        if (namespaces.connections().isFull()) {
            return Optional.of(new Admission.Refused(
                    503, "the server has as many connections as it may have; try again later", CloseReason.FULL));
        }
        return Optional.empty();
    }

    private Optional<Admission.Refused> foreign(Handshake handshake) {
        Optional<String> origin = handshake.header("origin");
        if (origins.allows(
                origin, handshake.header("host"), handshake.header("cookie").isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                refused(403, "the origin " + origin.orElse("(none, but cookies)") + " may not connect here"));
    }

    private static Admission.Refused refused(int status, String message) {
        return new Admission.Refused(status, message, CloseReason.POLICY_VIOLATION);
    }

    /** Decides about a client of a namespace; may block where an authenticator or a middleware is asked. */
    public Decision introduce(Hub hub, Handshake handshake, String clientName) {
        Decision decision = decide(hub, handshake, clientName);
        if (decision instanceof Turned) {
            services.measurements().count(Counter.HANDSHAKES_REFUSED);
        }
        return decision;
    }

    private Decision decide(Hub hub, Handshake handshake, String clientName) {
        try {
            services.limits().requireClientName(clientName);
        } catch (RefusedException unfit) {
            return new Turned(400, unfit);
        }
        Authenticator.Verdict verdict = authenticate(handshake);
        if (verdict instanceof Authenticator.Rejected rejected) {
            return new Turned(rejected.status(), new RefusedException(rejected.message()));
        }
        Optional<String> principal = ((Authenticator.Accepted) verdict).principal();
        @Nullable ConcurrentMap<String, Object> attributes = null;
        if (hub.listeners().hasMiddleware()) {
            attributes = new ConcurrentHashMap<>(4);
            Optional<RefusedException> refusal =
                    hub.listeners().refusal(new Introduction(hub.name(), clientName, principal, handshake, attributes));
            if (refusal.isPresent()) {
                return new Turned(403, refusal.get());
            }
        }
        return new Welcome(handshake, new Identity(ids.next(), clientName, principal.orElse(null), attributes, false));
    }

    /** Whether {@link #introduce} may block. */
    public boolean asksBeforeEntering(Hub hub) {
        return asksWhoCalls() || hub.listeners().hasMiddleware();
    }

    /** Whether there is an authenticator to be asked. */
    public boolean asksWhoCalls() {
        return authenticator != Authenticator.ALLOW;
    }

    /** Asks the authenticator; one that throws has let nobody in. */
    public Authenticator.Verdict authenticate(Handshake handshake) {
        try {
            return Objects.requireNonNull(authenticator.authenticate(handshake), "the authenticator gave no verdict");
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "The authenticator failed, so the handshake is refused", failure);
            return Authenticator.Verdict.unauthorized("who this is can't be told now; try again later");
        }
    }

    /** The name that a handshake gives in its query. */
    public static String nameIn(Handshake handshake) {
        return handshake.parameter("clientName").orElse(ANONYMOUS);
    }

    // Plain clients.

    @Override
    public Admission admit(Handshake handshake) {
        Optional<Admission.Refused> refusal = counted(whyUnavailable().or(() -> foreign(handshake)));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Decision decision = introduce(namespaces.main(), handshake, nameIn(handshake));
        return decision instanceof Welcome welcome
                ? (Admission.Granted) channel -> open(welcome, channel)
                : refused(
                        ((Turned) decision).status(), ((Turned) decision).why().getMessage());
    }

    @Override
    public int maxMessageBytes() {
        return services.limits().maxMessageBytes();
    }

    @Override
    public long maxWaitingBytes() {
        return services.limits().maxWaitingBytes();
    }

    private Session open(Welcome welcome, ClientChannel channel) {
        Connections connections = namespaces.connections();
        if (!connections.takePlace()) {
            services.measurements().count(Counter.HANDSHAKES_REFUSED);
            return turnAway(channel);
        }
        Connection connection = new Connection(namespaces.main(), welcome.identity(), channel, protocol);
        connections.add(connection);
        connection.begin(welcome.handshake());
        if (closed) {
            // The server began to drain between the handshake and now.
            connection.end(CloseReason.GOING_AWAY);
        }
        return connection;
    }

    private Session turnAway(ClientChannel channel) {
        channel.close(CloseReason.FULL);
        // No heartbeat watches over a connection without a client, so a peer that doesn't answer would stay for ever.
        return new TurnedAway(services.timers()
                .schedule(channel::cut, services.limits().closeTimeout().toNanos(), TimeUnit.NANOSECONDS));
    }
}
