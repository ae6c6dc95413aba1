package dev.rooms.kit;

import dev.rooms.Announcements;
import dev.rooms.Arguments;
import dev.rooms.ConnectListener;
import dev.rooms.EventOption;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.SocketIoSettings;
import dev.rooms.engineio.EngineListener;
import dev.rooms.engineio.EngineServer;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a conformance fixture serves, configured and programmed as CONFORMANCE.md says, with the embedding API alone. A
 * binding mounts {@link #echo()} at {@code /engine.io/}, and {@link #rooms()} at {@code /socket.io/}; both announce nothing
 * unasked, as the suites compare the very next packet.
 */
public final class ConformanceProgram {
    private static final Duration PING_INTERVAL = Duration.ofMillis(300);
    private static final Duration PING_TIMEOUT = Duration.ofMillis(200);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final Json NOTHING_PRESENTED = new Json("{}");

    private ConformanceProgram() {}

    /** An Engine.IO server that sends each message back as it came. */
    public static EngineServer echo() {
        return EngineServer.builder()
                .pingInterval(PING_INTERVAL)
                .pingTimeout(PING_TIMEOUT)
                .maxPayload(MAX_PAYLOAD)
                .origins(OriginPolicy.any())
                .acceptor((socket, handshake) -> new Echo(socket))
                .build();
    }

    private record Echo(EngineSocket socket) implements EngineListener {
        @Override
        public void text(String text) {
            if (!socket.sendText(text)) {
                socket.close(CloseReason.TOO_SLOW);
            }
        }

        @Override
        public void binary(ByteBuffer bytes) {
            if (!socket.sendBinary(bytes)) {
                socket.close(CloseReason.TOO_SLOW);
            }
        }

        @Override
        public void closed(CloseReason reason) {}
    }

    /** Rooms with the namespaces {@code /} and {@code /custom}. */
    public static Rooms rooms() {
        return rooms(Limits.DEFAULTS.withHeartbeatInterval(PING_INTERVAL).withHeartbeatTimeout(PING_TIMEOUT));
    }

    /** The same, but for a heartbeat that no busy machine misses. */
    public static Rooms patientRooms() {
        return rooms(Limits.DEFAULTS);
    }

    private static Rooms rooms(Limits limits) {
        Rooms rooms = Rooms.builder()
                .limits(limits.withMaxMessageBytes(MAX_PAYLOAD))
                .socketIo(SocketIoSettings.DEFAULTS
                        .withConnectTimeout(CONNECT_TIMEOUT)
                        .withAttachmentsTimeout(CONNECT_TIMEOUT))
                .announcements(Announcements.OFF)
                .origins(OriginPolicy.any())
                .withoutContractEvents()
                .build();
        ConnectListener tellAuth = (client, handshake) ->
                client.emit("auth", handshake.auth().equals(Json.NULL) ? NOTHING_PRESENTED : handshake.auth());
        rooms.onConnect(tellAuth);
        rooms.on(
                "message",
                Arguments.class,
                (client, arguments, incoming) -> client.emit("message-back", arguments),
                EventOption.NON_BLOCKING);
        rooms.on(
                "message-with-ack",
                Arguments.class,
                (client, arguments, incoming) -> incoming.acknowledge(arguments),
                EventOption.NON_BLOCKING);
        rooms.namespace("/custom").onConnect(tellAuth);
        return rooms;
    }
}
