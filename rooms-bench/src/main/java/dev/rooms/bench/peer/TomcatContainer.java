package dev.rooms.bench.peer;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat with its Jakarta WebSocket. */
final class TomcatContainer {
    private TomcatContainer() {}

    static int start(Application application) throws IOException, LifecycleException {
        Path folder = Files.createTempDirectory("bench-tomcat");
        folder.toFile().deleteOnExit();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        // Its defaults are 8,192 and 100: fewer than come.
        connector.setProperty("maxConnections", "20000");
        connector.setProperty("acceptCount", "1024");
        StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(new WsSci(), null);
        context.addApplicationLifecycleListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                application.deployNow(
                        (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName()));
            }
        });
        // Its WebSocket is a filter, and those come before some servlet only.
        context.addServletContainerInitializer(
                (classes, servlets) ->
                        servlets.addServlet("default", DefaultServlet.class).addMapping("/"),
                null);
        tomcat.start();
        return connector.getLocalPort();
    }
}
