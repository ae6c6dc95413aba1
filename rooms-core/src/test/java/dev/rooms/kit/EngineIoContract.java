package dev.rooms.kit;

import dev.rooms.kit.TransportContract.Server;
import org.junit.jupiter.api.Nested;

/**
 * The conformance kit of Engine.IO v4: the 25 cases of the official suite, and more of their kind, against a fixture that
 * is configured and programmed as CONFORMANCE.md says, over real sockets.
 *
 * <p>A binding extends this in its tests and says where its fixture is; the path is {@code /engine.io/}. Its clients know
 * nothing but the address: the fixture may as well run in another process, or be another implementation.
 */
public abstract class EngineIoContract {
    private static final String PATH = "/engine.io/";

    /** A running fixture at an address such as {@code http://127.0.0.1:40123}; called before each case. */
    protected abstract Server start() throws Exception;

    @Nested
    class Handshakes extends EngineHandshakeContract {
        Handshakes() {
            super(EngineIoContract.this::start, PATH);
        }
    }

    @Nested
    class Messages extends EngineMessageContract {
        Messages() {
            super(EngineIoContract.this::start, PATH);
        }
    }

    @Nested
    class Heartbeats extends EngineHeartbeatContract {
        Heartbeats() {
            super(EngineIoContract.this::start, PATH);
        }
    }

    @Nested
    class Upgrades extends EngineUpgradeContract {
        Upgrades() {
            super(EngineIoContract.this::start, PATH);
        }
    }

    @Nested
    class EchoUpgrades extends EngineEchoUpgradeContract {
        EchoUpgrades() {
            super(EngineIoContract.this::start, PATH);
        }
    }

    @Nested
    class Hostile extends HostileEngineContract {
        Hostile() {
            super(EngineIoContract.this::start, PATH);
        }
    }
}
