package dev.rooms.engineio;

import dev.rooms.transport.Admission;
import dev.rooms.transport.Handshake;
import java.util.Optional;

/** Says which handshakes an {@link EngineServer} refuses. It may run on an I/O thread, so it must not block. */
@FunctionalInterface
public interface EngineGate {
    /** Refuses nobody. */
    EngineGate OPEN = handshake -> Optional.empty();

    /** Why this handshake is refused; empty when it may go on. */
    Optional<Admission.Refused> refusal(Handshake handshake);
}
