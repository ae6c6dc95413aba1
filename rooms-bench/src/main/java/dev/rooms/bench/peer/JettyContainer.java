package dev.rooms.bench.peer;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty with its Jakarta WebSocket for EE 10. */
final class JettyContainer {
    /** The JVM's default is 50: connections that come at once would wait a second to be tried again. */
    private static final int BACKLOG = 1024;

    private JettyContainer() {}

    static int start(Application application) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servlets, container) -> application.deployNow(container));
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }
}
