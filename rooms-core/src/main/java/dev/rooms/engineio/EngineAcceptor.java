package dev.rooms.engineio;

import dev.rooms.transport.Handshake;

/** Takes in each new socket of an {@link EngineServer}. It must not block. */
@FunctionalInterface
public interface EngineAcceptor {
    /**
     * A socket is open; what is sent to it here is the first that its client receives after the handshake.
     *
     * @return who hears what comes from it
     */
    EngineListener accept(EngineSocket socket, Handshake handshake);
}
