package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.kit.TransportContract.Server;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceHandle;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.InetSocketAddress;
import java.net.URI;

/** Undertow's servlets and Jakarta WebSocket, with an application that registers things as applications do. */
final class UndertowServer implements AutoCloseable {
    /** Threads that may wait: fewer than the requests of some tests. */
    static final int WORKERS = 8;

    private final DeploymentManager manager;
    private final Undertow undertow;
    private final String contextPath;

    private UndertowServer(DeploymentManager manager, Undertow undertow, String contextPath) {
        this.manager = manager;
        this.undertow = undertow;
        this.contextPath = contextPath;
    }

    /** What an application does when it starts. */
    @FunctionalInterface
    interface Registration {
        void register(ServletContext context) throws DeploymentException;
    }

    static Server start(Rooms rooms) throws ServletException {
        UndertowServer server = start("/", context -> RoomsEndpoint.register(container(context), rooms));
        return Server.of(server.uri("ws", "/ws"), server);
    }

    static ServerContainer container(ServletContext context) {
        return (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    }

    static UndertowServer start(String contextPath, Registration registration) throws ServletException {
        return start(contextPath, registration, 2, WORKERS);
    }

    /**
     * One whose threads take one request after the other: a request that comes a few milliseconds after another is seen
     * after it, also where a busy machine takes longer than that to start a thread.
     */
    static UndertowServer inOrder(String contextPath, Registration registration) throws ServletException {
        return start(contextPath, registration, 1, 1);
    }

    private static UndertowServer start(String contextPath, Registration registration, int ioThreads, int workers)
            throws ServletException {
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath(contextPath)
                .setDeploymentName("rooms")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo().setBuffers(new DefaultByteBufferPool(false, 8 * 1024)))
                .addListener(Servlets.listener(
                        ServletContextListener.class,
                        () -> new ImmediateInstanceHandle<>(new Application(registration))));
        DeploymentManager manager = Servlets.newContainer().addDeployment(application);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath(contextPath, manager.start()))
                .setIoThreads(ioThreads)
                .setWorkerThreads(workers)
                // A megabyte unless set.
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                // Unless set, it answers larger bodies with 500 before a servlet sees them.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .build();
        undertow.start();
        return new UndertowServer(manager, undertow, contextPath);
    }

    /** An address below the application's context path. */
    URI uri(String scheme, String path) {
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        return URI.create(scheme + "://127.0.0.1:" + port + (contextPath.equals("/") ? "" : contextPath) + path);
    }

    @Override
    public void close() throws ServletException {
        manager.stop();
        manager.undeploy();
        undertow.stop();
    }

    private record Application(Registration registration) implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent started) {
            try {
                registration.register(started.getServletContext());
            } catch (DeploymentException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
