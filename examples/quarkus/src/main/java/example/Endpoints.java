package example;

import dev.rooms.Rooms;
import dev.rooms.jakarta.EngineEndpoint;
import dev.rooms.jakarta.RoomsEndpoint;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/** Quarkus finds it, and asks where clients are taken in: plain ones at /ws, and Socket.IO's, over WebSocket. */
public class Endpoints implements ServerApplicationConfig {
    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
        Rooms rooms = CDI.current().select(Rooms.class).get();
        return Set.of(
                RoomsEndpoint.config(rooms, "/ws"),
                RoomsEndpoint.config(rooms.socketIo(), rooms.executor(), EngineEndpoint.SOCKET_IO_PATH));
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
        return found;
    }
}
