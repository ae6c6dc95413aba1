package dev.rooms.hub;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;

/**
 * The session of a connection that was one too many: closed, and deaf.
 *
 * @param cut ends the connection if the peer doesn't
 */
record TurnedAway(Future<?> cut) implements Session {
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
