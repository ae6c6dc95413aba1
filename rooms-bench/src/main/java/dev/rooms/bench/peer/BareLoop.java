package dev.rooms.bench.peer;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The peer of rooms-jakarta-ws in each container: a loop that sends each text to every other session. It parses and checks
 * nothing, so it does less than any room server can.
 */
public final class BareLoop extends Endpoint {
    private static final String SENDING = "sending";
    private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();

    /** Which of the standard's two ways of sending a text it goes. */
    enum Sending {
        /** Cheaper in every container that queues what comes while it still sends. */
        ASYNCHRONOUS {
            @Override
            void send(Session session, String text) {
                session.getAsyncRemote().sendText(text, result -> {});
            }
        },
        /** For Tomcat, which breaks a session that is sent a text while the one before is on its way. */
        BLOCKING {
            @Override
            void send(Session session, String text) {
                try {
                    session.getBasicRemote().sendText(text);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        };

        abstract void send(Session session, String text);
    }

    /** An application that is this loop alone. */
    static Application sending(Sending sending) {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(BareLoop.class, "/ws").build();
        config.getUserProperties().put(SENDING, sending);
        return container -> container.addEndpoint(config);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Sending sending =
                (Sending) Objects.requireNonNull(config.getUserProperties().get(SENDING));
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> receive(session, text, sending));
    }

    private static void receive(Session session, String text, Sending sending) {
        if (text.contains("join-room")) {
            SESSIONS.add(session);
            sending.send(session, "{\"event\":\"ack\"}");
            return;
        }
        for (Session other : SESSIONS) {
            if (other != session) {
                sending.send(other, text);
            }
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        SESSIONS.remove(session);
    }
}
