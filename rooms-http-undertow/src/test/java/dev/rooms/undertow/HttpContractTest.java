package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.kit.HttpContract;
import dev.rooms.kit.HttpServerUnderTest;

class HttpContractTest extends HttpContract {
    @Override
    protected HttpServerUnderTest start(Rooms rooms) {
        return HttpKitServer.start(rooms);
    }
}
