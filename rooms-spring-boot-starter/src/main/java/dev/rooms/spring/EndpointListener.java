package dev.rooms.spring;

import dev.rooms.Rooms;
import dev.rooms.jakarta.EngineEndpoint;
import dev.rooms.jakarta.RoomsEndpoint;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** Registers the WebSocket endpoints when the servlet container starts the application. */
final class EndpointListener implements ServletContextListener {
    private final Rooms rooms;
    private final RoomsProperties properties;

    EndpointListener(Rooms rooms, RoomsProperties properties) {
        this.rooms = rooms;
        this.properties = properties;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (!(event.getServletContext().getAttribute(ServerContainer.class.getName())
                instanceof ServerContainer container)) {
            throw new IllegalStateException("the servlet container has no " + ServerContainer.class.getName()
                    + "; add its WebSocket module, such as tomcat-embed-websocket");
        }
        try {
            RoomsEndpoint.register(container, rooms, properties.paths());
            if (properties.socketIo().enabled()) {
                RoomsEndpoint.register(container, rooms.socketIo(), rooms.executor(), EngineEndpoint.SOCKET_IO_PATH);
            }
        } catch (DeploymentException refused) {
            throw new IllegalStateException(
                    "the servlet container refuses the paths " + properties.paths()
                            + "; see that nothing else is at them, and at " + EngineEndpoint.SOCKET_IO_PATH,
                    refused);
        }
    }
}
