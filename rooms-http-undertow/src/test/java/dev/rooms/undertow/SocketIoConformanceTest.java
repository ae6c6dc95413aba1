package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.SocketIoContract;
import dev.rooms.kit.TransportContract.Server;

/** CONFORMANCE: the fixture of Socket.IO v5, on Undertow. */
class SocketIoConformanceTest extends SocketIoContract {
    @Override
    protected Server start() {
        return serve(ConformanceProgram.rooms());
    }

    @Override
    protected Server startPatiently() {
        return serve(ConformanceProgram.patientRooms());
    }

    private static Server serve(Rooms rooms) {
        RoomsServer server =
                RoomsServer.builder(rooms).host("127.0.0.1").port(0).start();
        return Server.of(server.uri(), () -> {
            rooms.close();
            server.stop();
        });
    }
}
