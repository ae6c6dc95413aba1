package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** A client of Socket.IO's own and a plain one, in one room. */
@QuarkusTest
class ChatTest {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @TestHTTPResource("/")
    URI server;

    @Test
    void whoIsInTheStandsHearsACheer() throws Exception {
        Socket ada = IO.socket(
                server,
                IO.Options.builder()
                        .setTransports(new String[] {"websocket"})
                        .setQuery("clientName=ada")
                        .setForceNew(true)
                        .build());
        CompletableFuture<String> joined = new CompletableFuture<>();
        ada.on("cheer", data -> received.add(String.valueOf(data[0])));
        ada.connect();
        ada.emit(
                "join-room",
                new Object[] {new JSONObject("{\"roomName\":\"stands\"}")},
                answer -> joined.complete(String.valueOf(answer[0])));
        joined.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        WebSocket bob = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + server.getPort() + "/ws?clientName=bob"), new Deaf())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        bob.sendText("{\"event\":\"cheer\",\"data\":\"Hooray\"}", true).join();

        assertEquals("bob: Hooray", received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        bob.abort();
        ada.close();
    }

    private static final class Deaf implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            socket.request(1);
            return null;
        }
    }
}
