package dev.rooms.protocol.socketio;

import dev.rooms.Limits;
import dev.rooms.SocketIoSettings;
import dev.rooms.engineio.EngineListener;
import dev.rooms.engineio.EngineServer;
import dev.rooms.engineio.EngineServerBuilder;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Namespaces;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import java.nio.ByteBuffer;

/** Makes the Engine.IO server whose sockets speak Socket.IO with the clients of all namespaces. */
public final class SocketIoServer {
    /** For a connection that was one too many. */
    private static final EngineListener DEAF = new EngineListener() {
        @Override
        public void text(String text) {}

        @Override
        public void binary(ByteBuffer bytes) {}

        @Override
        public void closed(CloseReason reason) {}
    };

    private SocketIoServer() {}

    /** A server for those namespaces, whose desk lets clients in. */
    public static EngineServer of(
            Namespaces namespaces, FrontDesk desk, OriginPolicy origins, SocketIoSettings settings) {
        SocketIo shared = SocketIo.of(namespaces, desk, settings);
        Limits limits = shared.limits();
        EngineServerBuilder engine = EngineServer.builder()
                .pingInterval(limits.heartbeatInterval())
                .pingTimeout(limits.heartbeatTimeout())
                .upgradeTimeout(settings.upgradeTimeout())
                .sendTimeout(limits.sendTimeout())
                .closeTimeout(limits.closeTimeout())
                .maxPayload(limits.maxMessageBytes())
                .maxWaitingBytes(limits.maxWaitingBytes())
                .controlRate(limits.messagesPerSecond(), limits.messageBurst())
                .origins(origins)
                .gate(handshake -> desk.unavailable())
                .timers(shared.services().timers())
                .acceptor((socket, handshake) -> accept(shared, socket, handshake));
        settings.cookie().ifPresent(engine::cookie);
        return engine.build();
    }

    private static EngineListener accept(SocketIo shared, EngineSocket socket, Handshake handshake) {
        if (!shared.namespaces().connections().takePlace()) {
            shared.services().measurements().count(Counter.HANDSHAKES_REFUSED);
            socket.close(CloseReason.FULL);
            return DEAF;
        }
        SocketIoSession session = new SocketIoSession(shared, socket, handshake);
        session.open();
        return session;
    }
}
