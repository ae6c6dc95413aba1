package dev.rooms.undertow;

import dev.rooms.engineio.EngineListener;
import dev.rooms.engineio.EngineServer;
import dev.rooms.engineio.EngineServerBuilder;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.nio.ByteBuffer;

/** An Engine.IO server whose messages go back as they came. */
final class EchoEngine {
    private EchoEngine() {}

    static EngineServerBuilder builder() {
        return EngineServer.builder().acceptor(EchoEngine::accept);
    }

    static EngineListener accept(EngineSocket socket, Handshake handshake) {
        return new EngineListener() {
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
        };
    }
}
