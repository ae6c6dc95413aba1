package dev.rooms.bench.peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** netty-socketio, as it comes. */
public final class NettySocketIoServer {
    private NettySocketIoServer() {}

    public static void main(String... arguments) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        // It can't tell which port the system picked for it.
        int port = freePort();
        configuration.setPort(port);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener("join-room", Map.class, (client, data, acknowledge) -> {
            client.joinRoom((String) data.get("roomName"));
            acknowledge.sendAckData(Map.of("success", true));
        });
        server.addEventListener(
                "message",
                Map.class,
                (client, message, acknowledge) -> server.getRoomOperations((String) message.get("roomName"))
                        .sendEvent("message-reply", client, message));
        server.start();
        Serving.untilInputEnds(port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
