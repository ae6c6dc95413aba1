package dev.rooms.jakarta;

import dev.rooms.kit.KitSocket;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Tyrus' client, made by its own name: with Undertow on the class path the standard's way of finding one finds Undertow's. */
final class TyrusSocket implements KitSocket {
    private final Session session;

    private TyrusSocket(Session session) {
        this.session = session;
    }

    static KitSocket open(URI uri, Inbox inbox) throws Exception {
        // A manager for each: it stops its threads with its last session, even while another is on its way.
        ClientManager client = ClientManager.createClient();
        // Their I/O threads are shared.
        client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        return new TyrusSocket(client.connectToServer(
                new Hearing(inbox), ClientEndpointConfig.Builder.create().build(), uri));
    }

    @Override
    public void send(String text) {
        handOver(() -> session.getBasicRemote().sendText(text));
    }

    @Override
    public void send(ByteBuffer bytes) {
        handOver(() -> session.getBasicRemote().sendBinary(bytes));
    }

    private static void handOver(Sending sending) {
        try {
            sending.send();
        } catch (RejectedExecutionException closedMeanwhile) {
            // It was sent, and the server closed the connection at once: Tyrus has stopped the timer that it would now
            // set
            // anew. The inbox hears of the close.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws IOException;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException | IllegalStateException over) {
            // Which is what was wanted.
        }
    }

    /** Public, and so are its methods: Tyrus calls them by reflection. */
    public static final class Hearing extends Endpoint {
        private final Inbox inbox;

        Hearing(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) inbox::text);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            inbox.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase());
        }
    }
}
