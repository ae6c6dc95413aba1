package dev.rooms.jakarta;

import dev.rooms.engineio.EngineServer;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.EngineIoContract;
import dev.rooms.kit.TransportContract.Server;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The conformance kit of Engine.IO on Undertow's servlets and Jakarta WebSocket, in an application below a context path. */
class EngineIoContractTest extends EngineIoContract {
    @Override
    protected Server start() throws Exception {
        EngineServer engine = ConformanceProgram.echo();
        ExecutorService blocking = Executors.newCachedThreadPool();
        UndertowServer server = UndertowServer.inOrder(
                "/app", context -> EngineEndpoint.register(context, engine, blocking, "/engine.io/"));
        return Server.of(server.uri("http", ""), () -> {
            engine.close();
            server.close();
            blocking.shutdownNow();
        });
    }
}
