package dev.rooms.bench.peer;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Undertow's Jakarta WebSocket, and a loop that sends each text to every other session. It
 * parses and checks nothing, so it does less than any room server can.
 */
public final class BarePeer {
    private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();

    private BarePeer() {}

    public static void main(String... arguments) throws IOException {
        JakartaContainer.serve(container -> container.addEndpoint(
                ServerEndpointConfig.Builder.create(Loop.class, "/ws").build()));
    }

    /** Sends what one session says to all others. */
    public static final class Loop extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> receive(session, text));
        }

        private static void receive(Session session, String text) {
            if (text.contains("join-room")) {
                SESSIONS.add(session);
                send(session, "{\"event\":\"ack\"}");
                return;
            }
            for (Session other : SESSIONS) {
                if (other != session) {
                    send(other, text);
                }
            }
        }

        private static void send(Session session, String text) {
            session.getAsyncRemote().sendText(text, result -> {});
        }

        @Override
        public void onClose(Session session, jakarta.websocket.CloseReason reason) {
            SESSIONS.remove(session);
        }
    }
}
