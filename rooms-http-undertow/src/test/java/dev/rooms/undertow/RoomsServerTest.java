package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class RoomsServerTest {
    @Test
    void aClientJoinsARoomAndReceivesWhatIsSentToIt() {
        try (Rooms rooms = Rooms.create();
                RoomsServer server =
                        RoomsServer.builder(rooms).host("127.0.0.1").port(0).start()) {
            ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                            texts.add(data.toString());
                            return WebSocket.Listener.super.onText(socket, data, last);
                        }
                    })
                    .join();
            socket.sendText("{\"event\":\"join-room\",\"data\":{\"roomName\":\"r\"},\"ackId\":1}", true)
                    .join();
            await().until(() -> texts.stream().anyMatch(text -> text.contains("\"ack\"")));
            rooms.to("r").emit("news", "hello");
            await().until(() -> texts.stream().anyMatch(text -> text.contains("hello")));
            socket.sendClose(1000, "").join();
            await().until(() -> rooms.clientCount() == 0);
            assertThat(rooms.registry().roomCount()).isZero();
        }
    }
}
