package dev.rooms.undertow;

import dev.rooms.transport.Admission;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.core.WebSocketChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Opens WebSocket connections: checks the handshake, asks the reception on a worker thread (that may block), and begins
 * the session on the connection's I/O thread before the first frame is read. No extension is offered, so nothing is
 * ever inflated.
 */
final class WebSocketUpgrade implements HttpHandler {
    private static final Logger LOG = System.getLogger(WebSocketUpgrade.class.getName());
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Reception reception;
    private final IoLanes lanes;
    private final ErrorAnswers errors;
    // Undertow keeps the open connections in here, and takes out those that close.
    private final Set<WebSocketChannel> connections = ConcurrentHashMap.newKeySet();

    WebSocketUpgrade(Reception reception, IoLanes lanes, ErrorAnswers errors) {
        this.reception = reception;
        this.lanes = lanes;
        this.errors = errors;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Optional<HandshakeCheck.Flaw> flaw = HandshakeCheck.flaw(exchange);
        if (flaw.isPresent()) {
            HandshakeCheck.Flaw found = flaw.get();
            found.headers().forEach(exchange.getResponseHeaders()::put);
            errors.refuse(exchange, found.status(), found.message());
            return;
        }
        exchange.dispatch(this::ask);
    }

    private void ask(HttpServerExchange exchange) {
        Admission admission = reception.admit(Requests.handshake(exchange));
        if (admission instanceof Admission.Granted granted) {
            // On the I/O thread, where frames are read as soon as the client may send some: whoever has its answer and
            // then sends a request on another connection isn't overtaken by that.
            exchange.dispatch(exchange.getIoThread(), () -> accept(exchange, granted));
        } else if (admission instanceof Admission.Refused refused) {
            errors.refuse(exchange, refused.status(), refused.message());
        }
    }

    private void accept(HttpServerExchange exchange, Admission.Granted granted) {
        String key = exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY);
        exchange.upgradeChannel("websocket", (connection, upgraded) -> begin(connection, upgraded, granted));
        exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_ACCEPT, answerTo(key.trim()));
        exchange.endExchange();
    }

    private void begin(StreamConnection connection, HttpServerExchange exchange, Admission.Granted granted) {
        if (!connection.isOpen()) {
            return;
        }
        try {
            open(connection, exchange, granted);
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A new connection could not be opened, so it is closed", failure);
            IoUtils.safeClose(connection);
        }
    }

    private void open(StreamConnection connection, HttpServerExchange exchange, Admission.Granted granted) {
        WebSocketChannel webSocket = new CheckedWebSocket(connection, exchange, connections);
        UndertowChannel channel =
                new UndertowChannel(webSocket, lanes.of(connection.getIoThread()), reception.maxWaitingBytes());
        Session session = granted.open(channel);
        MessageReader reader = new MessageReader(channel, session, reception.maxMessageBytes());
        webSocket.addCloseTask(closed -> reader.connectionClosed());
        if (!webSocket.isOpen()) {
            // Sending the first frames showed that the client has gone, before anyone could be told.
            reader.connectionClosed();
            return;
        }
        webSocket.getReceiveSetter().set(reader);
        webSocket.resumeReceives();
    }

    /** The answer to a client's key (RFC 6455 §4.2.2). */
    private static String answerTo(String key) {
        try {
            // The RFC asks for SHA-1; nothing secret depends on it.
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(digest.digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
