package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.jakarta.container.Containers;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Reception;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the WebSocket clients of a Jakarta container to {@link Rooms} (CONTRACT §3), or to an {@link EngineServer}.
 *
 * <p>An application calls {@link #register}; the container then makes one of these for each connection, and calls it.
 * Containers disagree about which of {@code onError} and {@code onClose} come, in what order, how often, with what codes,
 * and what {@code isOpen()} says meanwhile; so each of them alone ends the client, and the second does nothing.
 *
 * <p>Nothing here is static or bound to a thread, so an application can be stopped and started again in a running
 * container. Closing the rooms stays with the application. Thread-safe.
 */
public final class RoomsEndpoint extends Endpoint {
    private static final Logger LOG = System.getLogger(RoomsEndpoint.class.getName());
    private static final String DEFAULT_PATH = "/ws";

    /** Time that a client of an engine, which has no such limit of its own, has to answer the close of its refusal. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** More than a container hands over at once, so that a message over its limit is seen here before it is there. */
    private static final int MARGIN = 64 * 1024;

    private final Entrance entrance;
    private final HandshakeConfigurator handshakes;
    private volatile @Nullable SessionChannel channel;

    RoomsEndpoint(Entrance entrance, HandshakeConfigurator handshakes) {
        this.entrance = entrance;
        this.handshakes = handshakes;
    }

    /**
     * Takes clients in at {@code /ws}, below the application's context path.
     *
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServerContainer container, Rooms rooms) throws DeploymentException {
        register(container, rooms, List.of(DEFAULT_PATH));
    }

    /**
     * Takes clients in at these paths, below the application's context path. A path must have no other endpoint: several
     * containers fail the whole application then.
     *
     * @param paths such as {@code /ws}; each begins with a slash and is named once
     * @throws IllegalArgumentException when there is no path, or one is there twice
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServerContainer container, Rooms rooms, List<String> paths) throws DeploymentException {
        if (paths.isEmpty() || Set.copyOf(paths).size() < paths.size()) {
            throw new IllegalArgumentException("paths are " + paths + "; give at least one, and each of them once");
        }
        for (String path : paths) {
            container.addEndpoint(config(rooms, path));
        }
    }

    /**
     * Takes clients in at that path in a container that isn't told where to, but asks a
     * {@link jakarta.websocket.server.ServerApplicationConfig}, as Quarkus does: put this among what that answers.
     *
     * @param path such as {@code /ws}, below the application's context path
     */
    public static ServerEndpointConfig config(Rooms rooms, String path) {
        return config(new Entrance(
                rooms.reception(),
                path,
                Containers.find(),
                rooms.executor(),
                rooms.limits().closeTimeout()));
    }

    /**
     * Takes the sockets of an Engine.IO server in at that path, below the application's context path. They come over
     * WebSocket alone, which is all that a container without servlets has to offer; {@link EngineEndpoint} does both.
     *
     * @param executor runs what may block, such as {@link Rooms#executor()}
     * @param path such as {@code /engine.io/}; clients ask for it with the slash at its end, and some containers are
     *     particular about it
     * @throws DeploymentException when the container refuses, such as for a path that has an endpoint already
     */
    public static void register(ServerContainer container, EngineServer engine, Executor executor, String path)
            throws DeploymentException {
        container.addEndpoint(config(engine, executor, path));
    }

    /** Takes an engine's sockets in as {@link #register(ServerContainer, EngineServer, Executor, String)}, where a container asks. */
    public static ServerEndpointConfig config(EngineServer engine, Executor executor, String path) {
        return config(new Entrance(engine.reception(), path, Containers.find(), executor, CLOSE_TIMEOUT));
    }

    static ServerEndpointConfig config(Entrance entrance) {
        return ServerEndpointConfig.Builder.create(RoomsEndpoint.class, entrance.path())
                .configurator(new HandshakeConfigurator(entrance))
                .build();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        entrance.containers().limitClosing(session, entrance.closeTimeout());
        Admission admission = handshakes.admissionOf(session);
        if (admission instanceof Admission.Granted granted) {
            open(session, granted);
        } else {
            refuse(session, (Admission.Refused) admission);
        }
    }

    private void open(Session session, Admission.Granted granted) {
        // The core's heartbeat finds dead connections; Jetty would end every one that is silent for 30 seconds.
        session.setMaxIdleTimeout(0);
        Reception reception = entrance.reception();
        int bufferSize = bufferSize(session, reception.maxMessageBytes());
        session.setMaxTextMessageBufferSize(bufferSize);
        session.setMaxBinaryMessageBufferSize(bufferSize);
        SessionChannel made = new SessionChannel(
                session, entrance.containers().outlet(session), reception.maxWaitingBytes(), entrance.blocking());
        channel = made;
        dev.rooms.transport.Session core = granted.open(made);
        made.attach(core);
        session.addMessageHandler(String.class, new TextAssembler(core, reception.maxMessageBytes()));
        session.addMessageHandler(ByteBuffer.class, new BinaryAssembler(core, reception.maxMessageBytes()));
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> core.pong());
        made.opened();
    }

    /**
     * Open Liberty applies the size of the buffer as a limit even to the messages of partial handlers, and Undertow to each
     * frame of bytes; neither has such a buffer.
     */
    private int bufferSize(Session session, int maxMessageBytes) {
        return entrance.containers().partBytes(session).orElse((int)
                Math.min(Integer.MAX_VALUE, (long) maxMessageBytes + MARGIN));
    }

    private void refuse(Session session, Admission.Refused refused) {
        try {
            entrance.blocking().execute(() -> {
                try {
                    session.close(CloseReasons.of(refused.reason(), refused.message()));
                    // For a client that doesn't answer the close frame: no session of the core watches over it. Set
                    // after it, since Tyrus may take a time-out that is set while a connection opens for one that is
                    // over.
                    session.setMaxIdleTimeout(entrance.closeTimeout().toMillis());
                } catch (IOException | RuntimeException gone) {
                    LOG.log(Level.DEBUG, "A refused connection is gone already", gone);
                }
            });
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.DEBUG, "The executor is stopped, and the container with it", stopped);
        }
    }

    @Override
    public void onClose(Session session, jakarta.websocket.CloseReason reason) {
        SessionChannel opened = channel;
        if (opened != null) {
            opened.over(CloseReason.ofCode(reason.getCloseCode().getCode()));
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        SessionChannel opened = channel;
        if (opened != null) {
            opened.fail(failure);
        }
    }
}
