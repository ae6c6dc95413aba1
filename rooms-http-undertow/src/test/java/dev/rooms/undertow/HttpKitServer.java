package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.kit.HttpServerUnderTest;

/** Undertow, as the core's kits of the HTTP API want it. */
final class HttpKitServer {
    private HttpKitServer() {}

    static HttpServerUnderTest start(Rooms rooms) {
        RoomsServer server =
                RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
        return new HttpServerUnderTest(server.uri(), server::stop);
    }
}
