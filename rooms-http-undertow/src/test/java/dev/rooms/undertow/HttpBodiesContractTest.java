package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.kit.HttpBodiesContract;
import dev.rooms.kit.HttpServerUnderTest;

class HttpBodiesContractTest extends HttpBodiesContract {
    @Override
    protected HttpServerUnderTest start(Rooms rooms) {
        return HttpKitServer.start(rooms);
    }
}
