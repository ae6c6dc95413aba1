package dev.rooms.undertow;

import dev.rooms.engineio.EngineServer;
import dev.rooms.transport.Lane;
import dev.rooms.undertow.EndpointHandler.Patience;
import dev.rooms.undertow.websocket.WebSocketLoops;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An Engine.IO server at one path: WebSocket handshakes go to its reception, everything else to its long-polling, on the
 * lane of the connection that it came on. Thread-safe.
 */
final class EngineMount implements HttpHandler {
    private final EngineServer engine;
    private final WebSocketLoops loops;
    private final WebSocketUpgrade webSocket;
    private final Map<Lane, EndpointHandler> polling = new ConcurrentHashMap<>();

    EngineMount(EngineServer engine, WebSocketLoops loops, ErrorAnswers errors, boolean deflating) {
        this.engine = engine;
        this.loops = loops;
        this.webSocket = new WebSocketUpgrade(engine.reception(), loops, errors, deflating);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (HandshakeCheck.asksForWebSocket(exchange)) {
            webSocket.handleRequest(exchange);
        } else {
            polling.computeIfAbsent(
                            loops.of(exchange.getIoThread()).lane(),
                            lane -> new EndpointHandler(engine.polling(lane), Patience.LONG_POLLING))
                    .handleRequest(exchange);
        }
    }
}
