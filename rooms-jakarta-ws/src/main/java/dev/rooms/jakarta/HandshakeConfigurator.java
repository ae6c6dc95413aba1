package dev.rooms.jakarta;

import dev.rooms.http.HttpQuery;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows each handshake to the core, and keeps the answer until its connection opens.
 *
 * <p>The answer travels from the handshake to the session in the user properties. Since 2.1 these are a copy for each
 * connection; before, many containers shared one map, where one connection finds what belongs to another, and so would
 * be let in as somebody else. Nothing in the API ties the two callbacks together otherwise (they may run in different
 * threads), so a container that shares the map is found out and its connections are refused:
 *
 * <ul>
 *   <li>A handshake puts a ticket with its answer only where none is. In a fresh copy none ever is. In a shared map the
 *       first one stays for ever, as a session takes the answer out of its ticket, and not the ticket out of the map.
 *   <li>Whoever finds a ticket there sets {@code shared} before its connection opens, and none opens after that.
 *   <li>So a session opens only when its own handshake found the map empty, and the ticket it finds is its own.
 * </ul>
 *
 * <p>Taking the answer out also lets go of the handshake's headers, which some containers would keep for as long as the
 * connection lasts.
 */
final class HandshakeConfigurator extends ServerEndpointConfig.Configurator {
    private static final Logger LOG = System.getLogger(HandshakeConfigurator.class.getName());
    private static final String TICKET = "dev.rooms.jakarta.ticket";

    /** Not in the standard; Jetty has it. */
    private static final String REMOTE_ADDRESS = "jakarta.websocket.endpoint.remoteAddress";

    private static final Admission UNKNOWN = new Admission.Refused(
            500, "the server's container doesn't keep handshakes apart", CloseReason.INTERNAL_ERROR);

    private final Entrance entrance;
    private volatile boolean shared;

    HandshakeConfigurator(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Map<String, Object> properties = config.getUserProperties();
        Admission admission = entrance.reception().admit(handshake(request, properties));
        synchronized (this) {
            if (properties.putIfAbsent(TICKET, new Ticket(admission)) != null && !shared) {
                shared = true;
                LOG.log(
                        Level.ERROR,
                        "This container shares user properties between connections, so they can't be told apart: all are"
                                + " refused. Use one of Jakarta WebSocket 2.1 or later");
            }
        }
    }

    /** Takes the answer to the handshake that this session came from. */
    Admission admissionOf(Session session) {
        Object found = session.getUserProperties().get(TICKET);
        Admission admission = !shared && found instanceof Ticket ticket ? ticket.answer.getAndSet(null) : null;
        return admission == null ? UNKNOWN : admission;
    }

    private Handshake handshake(HandshakeRequest request, Map<String, Object> properties) {
        return new Handshake(
                Handshake.Kind.WEBSOCKET,
                entrance.path(),
                // The container's own map is read as ISO-8859-1 by Open Liberty.
                HttpQuery.parse(request.getQueryString()),
                request.getHeaders(),
                properties.get(REMOTE_ADDRESS) instanceof InetSocketAddress remote && remote.getAddress() != null
                        ? remote.getAddress().getHostAddress()
                        : "");
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(new RoomsEndpoint(entrance, this));
    }

    @Override
    public boolean checkOrigin(String origin) {
        // The core's policy decides: it knows the host, too.
        return true;
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return "";
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        // A container inflates a compressed message before anyone can count its bytes.
        return List.of();
    }

    /** The answer to one handshake, to be taken once. */
    private static final class Ticket {
        private final AtomicReference<@Nullable Admission> answer;

        Ticket(Admission answer) {
            this.answer = new AtomicReference<>(answer);
        }
    }
}
