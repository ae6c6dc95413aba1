package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.TransportContract;
import java.util.Optional;

/** The compatibility kit on Undertow's Jakarta WebSocket. */
class UndertowTransportTest extends TransportContract {
    @Override
    protected Server start(Rooms rooms) throws Exception {
        return UndertowServer.start(rooms);
    }

    @Override
    protected Optional<String> whyPingsAreHidden() {
        return Optional.of("Jakarta WebSocket tells an endpoint of pongs alone");
    }
}
