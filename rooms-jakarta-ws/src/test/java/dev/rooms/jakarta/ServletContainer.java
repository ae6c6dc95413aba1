package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.http.HttpApi;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.EngineIoContract;
import dev.rooms.kit.HttpContract;
import dev.rooms.kit.HttpServerUnderTest;
import dev.rooms.kit.SocketIoContract;
import dev.rooms.kit.TransportContract;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;

/** The compatibility kits on one container of servlets and Jakarta WebSocket, with an application below a context path. */
abstract class ServletContainer {
    static final String CONTEXT_PATH = "/app";

    /**
     * Starts a container with an application that this listener starts.
     *
     * @return it, once it answers
     */
    abstract Running start(ServletContextListener application) throws Exception;

    /** A container at a port of 127.0.0.1. */
    record Running(int port, AutoCloseable stop) {}

    /** What an application does when it starts. */
    @FunctionalInterface
    private interface Registration {
        void register(ServletContext context) throws DeploymentException;
    }

    private Running start(Registration registration) throws Exception {
        return start(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent started) {
                try {
                    registration.register(started.getServletContext());
                } catch (DeploymentException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        });
    }

    private static URI uri(Running running, String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + running.port() + CONTEXT_PATH + path);
    }

    private static ServerContainer container(ServletContext context) {
        return (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    }

    @Nested
    class Transport extends TransportContract {
        @Override
        protected Server start(Rooms rooms) throws Exception {
            Running running = ServletContainer.this.start(context -> RoomsEndpoint.register(container(context), rooms));
            return Server.of(uri(running, "ws", "/ws"), running.stop());
        }

        @Override
        protected Optional<String> whyPingsAreHidden() {
            return Optional.of("Jakarta WebSocket tells an endpoint of pongs alone");
        }
    }

    @Nested
    class SocketIo extends SocketIoContract {
        @Override
        protected TransportContract.Server start() throws Exception {
            return serve(ConformanceProgram.rooms());
        }

        @Override
        protected TransportContract.Server startPatiently() throws Exception {
            return serve(ConformanceProgram.patientRooms());
        }

        private TransportContract.Server serve(Rooms rooms) throws Exception {
            Running running = ServletContainer.this.start(context -> EngineEndpoint.register(context, rooms));
            return TransportContract.Server.of(uri(running, "http", ""), () -> {
                rooms.close();
                running.stop().close();
            });
        }
    }

    @Nested
    class EngineIo extends EngineIoContract {
        @Override
        protected TransportContract.Server start() throws Exception {
            EngineServer engine = ConformanceProgram.echo();
            ExecutorService blocking = Executors.newCachedThreadPool();
            Running running = ServletContainer.this.start(
                    context -> EngineEndpoint.register(context, engine, blocking, "/engine.io/"));
            return TransportContract.Server.of(uri(running, "http", ""), () -> {
                engine.close();
                running.stop().close();
                blocking.shutdownNow();
            });
        }
    }

    @Nested
    class Http extends HttpContract {
        @Override
        protected HttpServerUnderTest start(Rooms rooms) throws Exception {
            Running running = ServletContainer.this.start(context -> {
                RoomsEndpoint.register(container(context), rooms);
                ServletRegistration.Dynamic api = context.addServlet(
                        "api", new HttpEndpointServlet(HttpApi.of(rooms).build()));
                api.setAsyncSupported(true);
                api.addMapping("/*");
            });
            return new HttpServerUnderTest(uri(running, "http", ""), running.stop());
        }
    }
}
