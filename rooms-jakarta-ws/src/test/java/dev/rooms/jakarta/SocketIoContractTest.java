package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.SocketIoContract;
import dev.rooms.kit.TransportContract.Server;

/** The conformance kit of Socket.IO on Undertow's servlets and Jakarta WebSocket, in an application below a context path. */
class SocketIoContractTest extends SocketIoContract {
    @Override
    protected Server start() throws Exception {
        return serve(ConformanceProgram.rooms());
    }

    @Override
    protected Server startPatiently() throws Exception {
        return serve(ConformanceProgram.patientRooms());
    }

    private static Server serve(Rooms rooms) throws Exception {
        UndertowServer server = UndertowServer.inOrder("/app", context -> EngineEndpoint.register(context, rooms));
        return Server.of(server.uri("http", ""), () -> {
            rooms.close();
            server.close();
        });
    }
}
