package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.TransportContract.Server;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.InetSocketAddress;
import java.net.URI;

/** Undertow's Jakarta WebSocket, with the endpoint registered as an application does it. */
final class UndertowServer {
    private UndertowServer() {}

    static Server start(Rooms rooms) throws ServletException {
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("rooms")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo().setBuffers(new DefaultByteBufferPool(false, 8 * 1024)))
                .addListener(Servlets.listener(
                        ServletContextListener.class,
                        () -> new io.undertow.servlet.util.ImmediateInstanceHandle<>(new Registration(rooms))));
        DeploymentManager manager = Servlets.newContainer().addDeployment(application);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(manager.start())
                .setIoThreads(2)
                // A megabyte unless set.
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .build();
        undertow.start();
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        return Server.of(URI.create("ws://127.0.0.1:" + port + "/ws"), () -> {
            manager.stop();
            manager.undeploy();
            undertow.stop();
        });
    }

    private record Registration(Rooms rooms) implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent started) {
            try {
                RoomsEndpoint.register(
                        (ServerContainer) started.getServletContext().getAttribute(ServerContainer.class.getName()),
                        rooms);
            } catch (DeploymentException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
