package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.HttpBodiesContract;
import dev.rooms.kit.HttpServerUnderTest;

class ServletHttpBodiesContractTest extends HttpBodiesContract {
    @Override
    protected HttpServerUnderTest start(Rooms rooms) throws Exception {
        return ServletApi.start(rooms);
    }
}
