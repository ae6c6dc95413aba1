package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.KitSocket;
import dev.rooms.kit.KitSocket.Inbox;
import dev.rooms.kit.TransportContract;
import java.net.URI;
import java.util.Optional;

/** The compatibility kit on Tyrus, with Tyrus' own client; the JDK's meets Undertow. */
class TyrusTransportTest extends TransportContract {
    @Override
    protected Server start(Rooms rooms) throws Exception {
        return TyrusServer.start(rooms);
    }

    @Override
    protected KitSocket open(URI uri, Inbox inbox) throws Exception {
        return TyrusSocket.open(uri, inbox);
    }

    @Override
    protected Optional<String> whyPingsAreHidden() {
        return Optional.of("Jakarta WebSocket tells an endpoint of pongs alone");
    }

    @Override
    protected Optional<String> whyStuckConnectionsStay() {
        return Optional.of("Tyrus on Grizzly closes a connection only once it can be written to");
    }
}
