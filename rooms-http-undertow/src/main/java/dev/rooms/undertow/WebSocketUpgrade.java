package dev.rooms.undertow;

import dev.rooms.transport.Admission;
import dev.rooms.transport.Reception;
import dev.rooms.undertow.websocket.PerMessageDeflate;
import dev.rooms.undertow.websocket.WebSocketConnection;
import dev.rooms.undertow.websocket.WebSocketLoops;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Opens WebSocket connections: checks the handshake, asks the reception on a worker thread (that may block), and begins
 * the session on the connection's I/O thread before the first frame is read.
 */
final class WebSocketUpgrade implements HttpHandler {
    private static final Logger LOG = System.getLogger(WebSocketUpgrade.class.getName());
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Reception reception;
    private final WebSocketLoops loops;
    private final boolean deflating;
    private final ErrorAnswers errors;

    /**
     * Upgrades for that reception.
     *
     * @param deflating whether clients that offer permessage-deflate get it
     */
    WebSocketUpgrade(Reception reception, WebSocketLoops loops, ErrorAnswers errors, boolean deflating) {
        this.reception = reception;
        this.loops = loops;
        this.errors = errors;
        this.deflating = deflating;
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
        HeaderMap request = exchange.getRequestHeaders();
        HeaderMap response = exchange.getResponseHeaders();
        HeaderValues offers = request.get(Headers.SEC_WEB_SOCKET_EXTENSIONS);
        Optional<String> deflate =
                deflating && offers != null ? PerMessageDeflate.answer(List.copyOf(offers)) : Optional.empty();
        deflate.ifPresent(agreed -> response.put(Headers.SEC_WEB_SOCKET_EXTENSIONS, agreed));
        response.put(
                Headers.SEC_WEB_SOCKET_ACCEPT,
                answerTo(request.getFirst(Headers.SEC_WEB_SOCKET_KEY).trim()));
        exchange.upgradeChannel("websocket", new Beginning(granted, deflate.isPresent()));
        exchange.endExchange();
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

    /** Begins the session. Undertow holds on to this until the connection's end, so it lets go of the handshake itself. */
    private final class Beginning implements HttpUpgradeListener {
        private final boolean deflate;
        private Admission.@Nullable Granted granted;

        Beginning(Admission.Granted granted, boolean deflate) {
            this.granted = granted;
            this.deflate = deflate;
        }

        @Override
        public void handleUpgrade(StreamConnection upgraded, HttpServerExchange exchange) {
            Admission.Granted admission = granted;
            granted = null;
            if (admission == null || !upgraded.isOpen()) {
                return;
            }
            StreamConnection connection = LentConnection.takeBack(upgraded);
            try {
                WebSocketConnection.open(loops.of(connection.getIoThread()), connection, reception, admission, deflate);
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.WARNING, "A new connection could not be opened, so it is closed", failure);
                IoUtils.safeClose(connection);
            }
        }
    }
}
