package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.junit.jupiter.api.Test;

class ChatTest {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void whoIsInTheStandsHearsACheer() throws Exception {
        TyrusServerContainer server = Chat.start(0);
        WebSocket ada = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + server.getPort() + "/ws?clientName=ada"), new Ear())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        ada.sendText("{\"event\":\"join-room\",\"data\":{\"roomName\":\"stands\"}}", true).join();
        awaitEvent("ack");
        ada.sendText("{\"event\":\"cheer\",\"data\":\"Hooray\"}", true).join();

        assertEquals("{\"event\":\"cheer\",\"data\":\"ada: Hooray\"}", awaitEvent("cheer"));
        ada.abort();
        server.stop();
    }

    private String awaitEvent(String event) throws InterruptedException {
        String message;
        do {
            message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(message, "the event " + event + " didn't come");
        } while (!message.startsWith("{\"event\":\"" + event + "\""));
        return message;
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                received.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
