package dev.rooms.hub;

import dev.rooms.RefusedException;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.Protocol;
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
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Decides about handshakes, and makes clients of those that it lets in. */
public final class FrontDesk implements Reception {
    private static final Logger LOG = System.getLogger(FrontDesk.class.getName());
    private static final String ANONYMOUS = "anonymous";

    private final Hub hub;
    private final Protocol protocol;
    private final Authenticator authenticator;
    private final OriginPolicy origins;
    private final Ids ids = new Ids();
    private volatile boolean closed;

    /** A desk that is open. */
    public FrontDesk(Hub hub, Protocol protocol, Authenticator authenticator, OriginPolicy origins) {
        this.hub = hub;
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

    @Override
    public Admission admit(Handshake handshake) {
        Admission admission = decide(handshake);
        if (admission instanceof Admission.Refused) {
            hub.measurements().count(Counter.HANDSHAKES_REFUSED);
        }
        return admission;
    }

    private Admission decide(Handshake handshake) {
        if (closed) {
            return new Admission.Refused(
                    503, "the server is shutting down; connect again later", CloseReason.GOING_AWAY);
        }
        if (isFull()) {
            return new Admission.Refused(
                    503, "the server has as many connections as it may have; try again later", CloseReason.FULL);
        }
        Optional<String> origin = handshake.header("origin");
        if (!origins.allows(
                origin, handshake.header("host"), handshake.header("cookie").isPresent())) {
            return refused(403, "the origin " + origin.orElse("(none, but cookies)") + " may not connect here");
        }
        String name = handshake.parameter("clientName").orElse(ANONYMOUS);
        try {
            hub.limits().requireClientName(name);
        } catch (RefusedException unfit) {
            return refused(400, unfit.getMessage());
        }
        Authenticator.Verdict verdict = authenticate(handshake);
        if (verdict instanceof Authenticator.Rejected rejected) {
            return refused(rejected.status(), rejected.message());
        }
        return new Entry(handshake, name, ((Authenticator.Accepted) verdict).principal());
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

    private static Admission refused(int status, String message) {
        return new Admission.Refused(status, message, CloseReason.POLICY_VIOLATION);
    }

    private boolean isFull() {
        int max = hub.limits().maxConnections();
        return max > 0 && hub.clientCount() >= max;
    }

    @Override
    public int maxMessageBytes() {
        return hub.limits().maxMessageBytes();
    }

    @Override
    public long maxWaitingBytes() {
        return hub.limits().maxWaitingBytes();
    }

    private final class Entry implements Admission.Granted {
        private final Handshake handshake;
        private final String name;
        private final Optional<String> principal;

        Entry(Handshake handshake, String name, Optional<String> principal) {
            this.handshake = handshake;
            this.name = name;
            this.principal = principal;
        }

        @Override
        public Session open(ClientChannel channel) {
            if (!hub.takePlace()) {
                hub.measurements().count(Counter.HANDSHAKES_REFUSED);
                return turnAway(channel);
            }
            ConnectedClient client = new ConnectedClient(hub, ids.next(), name, principal, channel, protocol);
            Connection connection = new Connection(hub, client);
            hub.begin(connection, handshake);
            if (closed) {
                // The server began to drain between the handshake and now.
                hub.end(client, CloseReason.GOING_AWAY);
            }
            return connection;
        }
    }

    private Session turnAway(ClientChannel channel) {
        channel.close(CloseReason.FULL);
        // No heartbeat watches over a connection without a client, so a peer that doesn't answer would stay for ever.
        return new TurnedAway(
                hub.timers().schedule(channel::cut, hub.limits().closeTimeout().toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * The session of a connection that was one too many: closed, and deaf.
     *
     * @param cut ends the connection if the peer doesn't
     */
    private record TurnedAway(Future<?> cut) implements Session {
        @Override
        public void text(String text) {}

        @Override
        public void binary(ByteBuffer bytes) {}

        @Override
        public boolean ping() {
            return false;
        }

        @Override
        public void pong() {}

        @Override
        public void tooBig() {}

        @Override
        public void closed(CloseReason reason) {
            cut.cancel(false);
        }
    }
}
