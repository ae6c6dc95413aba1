package dev.rooms.undertow;

import dev.rooms.Rooms;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Everything that clients of rooms ask for over one port, for an Undertow that is there already. Thread-safe. */
public final class RoomsHandler implements HttpHandler {
    private static final String WEBSOCKET_PATH = "/ws";

    private final WebSocketUpgrade webSocket;

    private RoomsHandler(Rooms rooms) {
        this.webSocket = new WebSocketUpgrade(rooms.reception());
    }

    /** A handler for these rooms. */
    public static RoomsHandler of(Rooms rooms) {
        return new RoomsHandler(rooms);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        if (path.equals(WEBSOCKET_PATH) || (isRoot(path) && HandshakeCheck.asksForWebSocket(exchange))) {
            webSocket.handleRequest(exchange);
        } else {
            ErrorAnswer.send(exchange, 404, "");
        }
    }

    private static boolean isRoot(String path) {
        return path.isEmpty() || path.equals("/");
    }
}
