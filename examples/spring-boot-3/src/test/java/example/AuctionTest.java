package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

/** The application as Socket.IO's own client sees it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AuctionTest {
    private static final int PATIENCE_SECONDS = 30;

    @Value("${local.server.port}")
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aBidIsAcknowledgedAndHeardInTheLotsRoom(String transport) throws Exception {
        Socket ada = connect(transport);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        ada.on("bid", data -> heard.add(data[0].toString()));

        assertThat(ask(ada, "bid", "{\"lot\":\"clock\",\"euros\":40}")).contains("join the room clock before you bid");
        ask(ada, "join-room", "{\"roomName\":\"clock\"}");
        assertThat(ask(ada, "bid", "{\"lot\":\"clock\",\"euros\":40}")).isEqualTo("{\"accepted\":true}");

        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .contains("\"by\":\"ada\"")
                .contains("\"euros\":40");
        ada.close();
    }

    @Test
    void healthTellsOfTheRooms() throws Exception {
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"rooms\":{").contains("\"clients\":");
    }

    private Socket connect(String transport) {
        Socket socket = IO.socket(
                URI.create("http://localhost:" + port),
                IO.Options.builder()
                        .setTransports(new String[] {transport})
                        .setQuery("clientName=ada")
                        .setForceNew(true)
                        .build());
        return socket.connect();
    }

    /** Sends an event; what it is answered by, or refused with. */
    private static String ask(Socket socket, String event, String data) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        socket.once("error", error -> answer.complete(String.valueOf(error[0])));
        socket.emit(event, new Object[] {new JSONObject(data)}, (Ack)
                values -> answer.complete(String.valueOf(values[0])));
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
