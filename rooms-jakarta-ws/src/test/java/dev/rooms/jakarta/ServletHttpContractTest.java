package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.HttpContract;
import dev.rooms.kit.HttpServerUnderTest;

class ServletHttpContractTest extends HttpContract {
    @Override
    protected HttpServerUnderTest start(Rooms rooms) throws Exception {
        return ServletApi.start(rooms);
    }
}
