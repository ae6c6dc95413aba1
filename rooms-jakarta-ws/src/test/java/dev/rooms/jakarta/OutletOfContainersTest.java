package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.jakarta.container.Containers;
import dev.rooms.jakarta.container.Outlet;
import dev.rooms.transport.Lane;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A container that is known by its classes is written to in its own way; the kit would pass without that. */
class OutletOfContainersTest {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();

    private void register(ServerContainer container) throws DeploymentException {
        container.addEndpoint(ServerEndpointConfig.Builder.create(Endpoint.class, "/ws")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(new Opened());
                    }
                })
                .build());
    }

    private final class Opened extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            sessions.add(session);
        }
    }

    private Outlet outletAt(URI uri) throws Exception {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new WebSocket.Listener() {})
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Session session = sessions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(session).isNotNull();
        socket.abort();
        return Containers.find().outlet(session);
    }

    @Test
    void undertowsSessionsBelongToTheirIoThreads() throws Exception {
        try (UndertowServer server =
                UndertowServer.start("/", context -> register(UndertowServer.container(context)))) {
            assertThat(outletAt(server.uri("ws", "/ws")).lane()).isNotSameAs(Lane.inPlace());
        }
    }

    @Test
    void jettysSessionsAreWrittenBelowTheStandard() throws Exception {
        ServletContainer.Running server = new OnJettyTest().start(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent started) {
                try {
                    register(UndertowServer.container(started.getServletContext()));
                } catch (DeploymentException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        });
        try (AutoCloseable stop = server.stop()) {
            Outlet outlet =
                    outletAt(URI.create("ws://127.0.0.1:" + server.port() + ServletContainer.CONTEXT_PATH + "/ws"));
            assertThat(outlet.getClass().getName()).contains("JettyContainer");
        }
    }
}
