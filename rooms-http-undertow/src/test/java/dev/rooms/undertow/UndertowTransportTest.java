package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.kit.TransportContract;
import java.net.URI;

/** Undertow passes the compatibility kit of the transports. */
class UndertowTransportTest extends TransportContract {
    @Override
    protected Server start(Rooms rooms) {
        RoomsServer server =
                RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
        return Server.of(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), server::stop);
    }
}
