package dev.rooms.engineio;

import dev.rooms.hub.Rate;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What {@link EngineServerBuilder} was told; the meaning of each is said there. */
record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration sendTimeout,
        Duration closeTimeout,
        int maxPayload,
        long maxWaitingBytes,
        Set<EngineTransport> transports,
        boolean allowUpgrades,
        OriginPolicy origins,
        Optional<String> cookie,
        Rate controlRate,
        EngineGate gate,
        EngineAcceptor acceptor) {

    /** Whether a session that polls may change to WebSocket. */
    boolean upgradable() {
        return allowUpgrades && transports.contains(EngineTransport.WEBSOCKET);
    }
}
