package dev.rooms.undertow;

import dev.rooms.engineio.EngineServer;
import dev.rooms.kit.EngineIoContract;
import dev.rooms.kit.TransportContract.Server;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;

/** CONFORMANCE: the fixture of Engine.IO v4, on Undertow. */
class EngineIoConformanceTest extends EngineIoContract {
    @Override
    protected Server start() {
        EngineServer engine = EchoEngine.builder()
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxPayload(1_000_000)
                .origins(OriginPolicy.any())
                .build();
        RunningServer running = RunningServer.start(rooms -> rooms, server -> server.engine("/engine.io/", engine));
        return Server.of(running.server().uri(), () -> {
            engine.close();
            running.close();
        });
    }
}
