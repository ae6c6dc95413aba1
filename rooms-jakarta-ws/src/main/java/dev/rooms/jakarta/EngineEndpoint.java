package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.transport.Lane;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Brings the clients of a servlet container to an {@link EngineServer}, over long-polling and WebSocket at one path
 * (Engine.IO v4, "Transports"): a servlet for the one, an endpoint for the other.
 *
 * <p>An application calls {@link #register} when it starts, and closes the engine when it stops. Thread-safe.
 */
public final class EngineEndpoint {
    /** Where Socket.IO's clients connect unless they are told otherwise. */
    public static final String SOCKET_IO_PATH = "/socket.io/";

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+/");

    /** Time to send a request and to read its answer; what it waits for in between comes on top. */
    private static final Duration TRANSFER = Duration.ofMinutes(1);

    private EngineEndpoint() {}

    /**
     * Takes the Socket.IO clients of these rooms in, at {@code /socket.io/} below the application's context path; closing
     * the rooms ends them, too.
     *
     * @param context of the application; it must be starting, as in {@code ServletContextListener.contextInitialized}
     * @throws IllegalStateException when the container has no Jakarta WebSocket, has started the application already, or
     *     has a servlet at the path
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServletContext context, Rooms rooms) throws DeploymentException {
        register(context, rooms.socketIo(), rooms.executor(), SOCKET_IO_PATH);
    }

    /**
     * Takes the clients of an engine in at that path, below the application's context path.
     *
     * @param context of the application; it must be starting, as in {@code ServletContextListener.contextInitialized}
     * @param executor runs what may block, such as {@code rooms.executor()}
     * @param path such as {@code /engine.io/}, of letters, digits, '.', '_', '~' and '-'; with the slash at its end, as
     *     clients ask for it and some containers are particular about it
     * @throws IllegalArgumentException when the path isn't one such as {@code /engine.io/}
     * @throws IllegalStateException when the container has no Jakarta WebSocket, has started the application already, or
     *     has a servlet at the path
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServletContext context, EngineServer engine, Executor executor, String path)
            throws DeploymentException {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("the path of an engine is '" + path
                    + "'; give one such as /engine.io/, of letters, digits, '.', '_', '~' and '-', with both slashes");
        }
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException("the application has no " + ServerContainer.class.getName()
                    + "; add the container's WebSocket module, and register in contextInitialized of a listener");
        }
        RoomsEndpoint.register(container, engine, executor, path);
        poll(context, engine, path);
    }

    /**
     * The servlet half alone, for an application that registers servlets elsewhere than endpoints, such as one in an
     * embedded Tomcat; {@link RoomsEndpoint#register(ServerContainer, EngineServer, Executor, String)} is the other half,
     * at the same path. It must support asynchronous requests, and be mapped to the path and all below it, such as
     * {@code /socket.io/*}.
     */
    public static HttpEndpointServlet polling(EngineServer engine) {
        return new HttpEndpointServlet(
                engine.polling(Lane.inPlace()), engine.longestPoll().plus(TRANSFER));
    }

    private static void poll(ServletContext context, EngineServer engine, String path) {
        ServletRegistration.Dynamic servlet = context.addServlet("dev.rooms" + path, polling(engine));
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
