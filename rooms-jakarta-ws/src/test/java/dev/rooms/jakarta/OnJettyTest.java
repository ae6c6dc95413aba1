package dev.rooms.jakarta;

import jakarta.servlet.ServletContextListener;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The compatibility kits on Jetty. */
class OnJettyTest extends ServletContainer {
    @Override
    Running start(ServletContextListener application) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(CONTEXT_PATH);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addEventListener(application);
        server.setHandler(context);
        server.start();
        return new Running(connector.getLocalPort(), server::stop);
    }
}
