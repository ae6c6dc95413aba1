package dev.rooms.example.web;

import dev.rooms.Rooms;
import dev.rooms.example.settings.Configuration;
import dev.rooms.example.settings.Sources;
import dev.rooms.example.settings.WrongSettingsException;
import dev.rooms.example.wiring.Wiring;
import dev.rooms.http.HttpApi;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.SwaggerUi;
import dev.rooms.jakarta.EngineEndpoint;
import dev.rooms.jakarta.HttpEndpointServlet;
import dev.rooms.jakarta.RoomsEndpoint;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Serves rooms below the context path of a web application: WebSocket at {@code /ws}, Socket.IO at {@code /socket.io/}, and
 * the HTTP API with Swagger UI. Declared in the application's web.xml, and there alone: some containers fail an application
 * that registers a path twice.
 */
public final class WebApplication implements ServletContextListener {
    private static final Logger LOG = System.getLogger(WebApplication.class.getName());

    private Optional<Rooms> rooms = Optional.empty();

    /** For the container. */
    public WebApplication() {}

    /**
     * Starts the rooms and everything that brings clients to them.
     *
     * @throws IllegalStateException when a setting is wrong, or the container offers no Jakarta WebSocket
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Configuration configuration = configuration(context);
        configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        Rooms started = Wiring.rooms(configuration);
        rooms = Optional.of(started);
        try {
            if (hasBeans()) {
                Beans.handOver(started);
            }
            serve(context, started);
        } catch (DeploymentException | RuntimeException refused) {
            // Not every container tells a listener that failed of the end.
            started.close();
            throw new IllegalStateException("Rooms can't start in this container: " + refused.getMessage(), refused);
        }
        LOG.log(Level.INFO, "Limits: {0}", Wiring.inShort(started.limits()));
        LOG.log(
                Level.INFO,
                "Serving below ''{0}'': Socket.IO at /socket.io/, WebSocket at /ws, HTTP API described at /api",
                context.getContextPath());
    }

    /** Says goodbye to the clients, and leaves nothing behind. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        rooms.ifPresent(Rooms::close);
    }

    private static boolean hasBeans() {
        try {
            Class.forName("jakarta.enterprise.inject.spi.CDI");
            return true;
        } catch (ClassNotFoundException none) {
            LOG.log(Level.DEBUG, "The server has no CDI", none);
            return false;
        }
    }

    private static Configuration configuration(ServletContext context) {
        try {
            return Configuration.read(Sources.ofProcess()
                    .ofWebApplication(ContextSettings.naming(), ContextSettings.parameters(context)));
        } catch (WrongSettingsException wrong) {
            throw new IllegalStateException(
                    "Rooms can't start with these settings: " + String.join("; ", wrong.flaws()), wrong);
        }
    }

    private static void serve(ServletContext context, Rooms rooms) throws DeploymentException {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("it has no Jakarta WebSocket; add its module for that");
        }
        RoomsEndpoint.register(container, rooms, List.of("/ws", "/"));
        EngineEndpoint.register(context, rooms);
        HttpApi api = HttpApi.of(rooms).build();
        map(context, "rooms-swagger-ui", SwaggerUi.of(api), "/api", "/api/*");
        // All other paths, so that one which isn't there is answered as the API does.
        map(context, "rooms-http", api, "/*");
    }

    private static void map(ServletContext context, String name, HttpEndpoint endpoint, String... patterns) {
        ServletRegistration.Dynamic servlet = context.addServlet(name, new HttpEndpointServlet(endpoint));
        servlet.setAsyncSupported(true);
        servlet.addMapping(patterns);
    }
}
