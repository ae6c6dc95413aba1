package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.TransportContract.Server;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** Tyrus on Grizzly, as Tyrus' own server runs it, but at 127.0.0.1 and a port that the system picks. */
final class TyrusServer extends TyrusServerContainer {
    /** Kept, as java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIET = List.of(
            // Reports each start and stop.
            Logger.getLogger("org.glassfish.grizzly"),
            // Reports each connection that is lost while something waits to be written to it.
            Logger.getLogger("org.glassfish.tyrus.container.grizzly.client.GrizzlyWriter"));

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final WebSocketEngine engine = TyrusWebSocketEngine.builder(this).build();
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("tyrus", "127.0.0.1", 0);

    private TyrusServer() {
        super((Set<Class<?>>) null);
    }

    static Server start(Rooms rooms) throws DeploymentException, IOException {
        return start("/ws", container -> RoomsEndpoint.register(container, rooms));
    }

    /** Starts it at the path of what is registered. */
    static Server start(String path, Registration registration) throws DeploymentException, IOException {
        TyrusServer server = new TyrusServer();
        registration.register(server);
        server.start("/", 0);
        return Server.of(URI.create("ws://127.0.0.1:" + server.listener.getPort() + path), server::stop);
    }

    /** What an application does before it starts. */
    @FunctionalInterface
    interface Registration {
        void register(ServerContainer container) throws DeploymentException;
    }

    @Override
    public void start(String rootPath, int port) throws IOException, DeploymentException {
        // Endpoints first, so that nobody finds none.
        super.start(rootPath, port);
        http.addListener(listener);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.registerAddOn(new WebSocketAddOn(this, rootPath));
        http.start();
    }

    @Override
    public void stop() {
        super.stop();
        http.shutdownNow();
    }

    @Override
    public void register(Class<?> endpointClass) throws DeploymentException {
        engine.register(endpointClass, "/");
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        engine.register(config, "/");
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return engine;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }
}
