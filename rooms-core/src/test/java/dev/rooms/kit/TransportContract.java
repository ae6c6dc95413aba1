package dev.rooms.kit;

import dev.rooms.Rooms;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * The compatibility kit of the transports: what every client of a transport sees, over real sockets (CONTRACT §2, §3, §5,
 * and the rows of HOSTILE.md that meet WebSockets).
 *
 * <p>A transport extends this in its tests, says how it is started, and passes every case:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *     @Override
 *     protected Server start(Rooms rooms) {
 *         MyTransport transport = MyTransport.on("127.0.0.1", 0, rooms);
 *         return Server.of(transport.uri("/ws"), transport::stop);
 *     }
 * }
 * }</pre>
 *
 * Its test dependencies are this module's test-jar, JUnit Jupiter, AssertJ, Awaitility, and a Jakarta Validation provider.
 */
public abstract class TransportContract {

    /** A transport that serves. */
    public interface Server {
        /** Where it speaks the plain protocol, such as {@code ws://127.0.0.1:40123/ws}. */
        URI uri();

        /** Stops it; its rooms are closed by then. */
        void close() throws Exception;

        /** A server at an address, and how it is stopped. */
        static Server of(URI uri, AutoCloseable stop) {
            return new Server() {
                @Override
                public URI uri() {
                    return uri;
                }

                @Override
                public void close() throws Exception {
                    stop.close();
                }
            };
        }
    }

    /** Starts the transport on 127.0.0.1, at a port that the system picks. */
    protected abstract Server start(Rooms rooms) throws Exception;

    /** Opens a client's connection; with the JDK's client unless overridden. */
    protected KitSocket open(URI uri, KitSocket.Inbox inbox) throws Exception {
        return JdkSocket.open(uri, inbox);
    }

    /** Why the transport can't count pings (its container answers them unseen); empty when it can, and must. */
    protected Optional<String> whyPingsAreHidden() {
        return Optional.empty();
    }

    /** Why a connection whose peer reads nothing can't be cut (its container has no way to); empty when it can. */
    protected Optional<String> whyStuckConnectionsStay() {
        return Optional.empty();
    }

    @Nested
    class Introductions extends IntroductionContract {
        Introductions() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Membership extends MembershipContract {
        Membership() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Messages extends MessageContract {
        Messages() {
            super(TransportContract.this);
        }
    }

    @Nested
    class BadInput extends BadInputContract {
        BadInput() {
            super(TransportContract.this);
        }
    }

    @Nested
    class LimitsKept extends LimitContract {
        LimitsKept() {
            super(TransportContract.this);
        }
    }

    @Nested
    class SlowClients extends SlowClientContract {
        SlowClients() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        Concurrency() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Handshakes extends HandshakeContract {
        Handshakes() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Policies extends PolicyContract {
        Policies() {
            super(TransportContract.this);
        }
    }

    @Nested
    class Endings extends EndingContract {
        Endings() {
            super(TransportContract.this);
        }
    }
}
