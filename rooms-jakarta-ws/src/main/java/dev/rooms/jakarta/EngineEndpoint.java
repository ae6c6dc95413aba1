package dev.rooms.jakarta;

import dev.rooms.engineio.EngineServer;
import dev.rooms.transport.Lane;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Brings the clients of a servlet container to an {@link EngineServer}, over long-polling and WebSocket at one path
 * (Engine.IO v4, "Transports"): a servlet for the one, an endpoint for the other.
 *
 * <p>An application calls {@link #register} when it starts, and closes the engine when it stops. Thread-safe.
 */
public final class EngineEndpoint {
    private EngineEndpoint() {}

    /**
     * Takes clients in at that path, below the application's context path.
     *
     * @param context of the application; it must be starting, as in {@code ServletContextListener.contextInitialized}
     * @param executor runs what may block, such as {@code rooms.executor()}
     * @param path such as {@code /socket.io/}, where clients look unless they are told otherwise; with the slash at its
     *     end, as clients ask for it and some containers are particular about it
     * @throws IllegalArgumentException when the path doesn't begin and end with a slash
     * @throws IllegalStateException when the container has no Jakarta WebSocket, has started the application already, or
     *     has a servlet at the path
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServletContext context, EngineServer engine, Executor executor, String path)
            throws DeploymentException {
        if (!path.startsWith("/") || !path.endsWith("/") || path.contains("*")) {
            throw new IllegalArgumentException("path is '" + path + "'; begin and end it with a slash, as /socket.io/");
        }
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("the application has no " + ServerContainer.class.getName()
                    + "; add the container's WebSocket module, and register in contextInitialized of a listener");
        }
        RoomsEndpoint.register(container, engine, executor, path);
        poll(context, engine, path);
    }

    private static void poll(ServletContext context, EngineServer engine, String path) {
        ServletRegistration.Dynamic servlet =
                context.addServlet("dev.rooms" + path, new HttpEndpointServlet(engine.polling(Lane.inPlace())));
        if (servlet == null) {
            throw new IllegalStateException("an engine is registered at '" + path + "' already");
        }
        servlet.setAsyncSupported(true);
        Set<String> taken = servlet.addMapping(path + "*");
        if (!taken.isEmpty()) {
            throw new IllegalStateException("another servlet is mapped to " + taken + "; choose another path");
        }
    }
}
