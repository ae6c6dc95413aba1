package dev.rooms.undertow;

import dev.rooms.engineio.EngineServer;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.EngineIoContract;
import dev.rooms.kit.TransportContract.Server;

/** CONFORMANCE: the fixture of Engine.IO v4, on Undertow. */
class EngineIoConformanceTest extends EngineIoContract {
    @Override
    protected Server start() {
        EngineServer engine = ConformanceProgram.echo();
        RunningServer running = RunningServer.start(rooms -> rooms, server -> server.engine("/engine.io/", engine));
        return Server.of(running.server().uri(), () -> {
            engine.close();
            running.close();
        });
    }
}
