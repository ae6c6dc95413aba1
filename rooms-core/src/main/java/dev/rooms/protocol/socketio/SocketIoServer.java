package dev.rooms.protocol.socketio;

import dev.rooms.SocketIoSettings;
import dev.rooms.engineio.EngineServer;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Namespaces;
import dev.rooms.security.OriginPolicy;

/** x. */
public final class SocketIoServer {
    private SocketIoServer() {}

    public static EngineServer of(Namespaces n, FrontDesk f, OriginPolicy o, SocketIoSettings s) {
        return EngineServer.stub();
    }
}
