package dev.rooms.jakarta;

import dev.rooms.engineio.EngineListener;
import dev.rooms.engineio.EngineServer;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The engine that the conformance kit asks for: each message goes back as it came. */
final class EchoEngine {
    private EchoEngine() {}

    static EngineServer start() {
        return EngineServer.builder()
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxPayload(1_000_000)
                .origins(OriginPolicy.any())
                .acceptor((socket, handshake) -> new Echo(socket))
                .build();
    }

    private record Echo(EngineSocket socket) implements EngineListener {
        @Override
        public void text(String text) {
            socket.sendText(text);
        }

        @Override
        public void binary(ByteBuffer bytes) {
            socket.sendBinary(bytes);
        }

        @Override
        public void closed(CloseReason reason) {}
    }
}
