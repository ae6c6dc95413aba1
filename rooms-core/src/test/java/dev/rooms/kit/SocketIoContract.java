package dev.rooms.kit;

import dev.rooms.kit.TransportContract.Server;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * The conformance kit of Socket.IO v5: the 32 cases of the official suite, and more of their kind, against a fixture that
 * is configured and programmed as CONFORMANCE.md says, over real sockets. The path is {@code /socket.io/}.
 *
 * @see EngineIoContract
 */
public abstract class SocketIoContract {
    private static final String PATH = "/socket.io/";

    /** A running fixture at an address such as {@code http://127.0.0.1:40123}; called before each case. */
    protected abstract Server start() throws Exception;

    /**
     * The same with a heartbeat that no busy machine misses, for cases that have another client wait while a hostile one
     * keeps the processor; called before each of these. The same in all unless overridden.
     */
    protected Server startPatiently() throws Exception {
        return start();
    }

    /** Why it waits for attachments without an end; empty when it doesn't. */
    protected Optional<String> whyAttachmentsMayNeverCome() {
        return Optional.empty();
    }

    /** Why it can't stand values that take far more room than they come in, or than a stack has; empty when it can. */
    protected Optional<String> whyBombsHurt() {
        return Optional.empty();
    }

    @Nested
    class Handshakes extends EngineHandshakeContract {
        Handshakes() {
            super(SocketIoContract.this::start, PATH);
        }
    }

    @Nested
    class Heartbeats extends EngineHeartbeatContract {
        Heartbeats() {
            super(SocketIoContract.this::start, PATH);
        }
    }

    @Nested
    class Upgrades extends EngineUpgradeContract {
        Upgrades() {
            super(SocketIoContract.this::start, PATH);
        }
    }

    @Nested
    class Connecting extends SocketIoConnectContract {
        Connecting() {
            super(SocketIoContract.this::start, PATH);
        }
    }

    @Nested
    class Messages extends SocketIoMessageContract {
        Messages() {
            super(SocketIoContract.this::start, PATH);
        }
    }

    @Nested
    class HostilePackets extends HostilePacketContract {
        HostilePackets() {
            super(SocketIoContract.this::startPatiently, PATH);
        }
    }

    @Nested
    class HostileAttachments extends HostileAttachmentContract {
        HostileAttachments() {
            super(SocketIoContract.this::startPatiently, PATH, whyAttachmentsMayNeverCome(), whyBombsHurt());
        }
    }

    @Nested
    class HostileValues extends HostileValueContract {
        HostileValues() {
            super(SocketIoContract.this::startPatiently, PATH, whyBombsHurt());
        }
    }
}
