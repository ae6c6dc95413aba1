package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineServer;
import dev.rooms.kit.ConformanceProgram;
import dev.rooms.kit.TransportContract.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engine.IO over WebSocket alone, in a container without servlets. */
class EngineOnTyrusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final EngineServer engine = ConformanceProgram.echo();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = TyrusServer.start(
                "/engine.io/", container -> RoomsEndpoint.register(container, engine, blocking, "/engine.io/"));
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        server.close();
        blocking.shutdownNow();
    }

    private WebSocket connect(String query) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(server.uri() + query), new Ear())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** What comes next, pings aside: they are answered. */
    private Object next(WebSocket socket) throws InterruptedException {
        Object next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("something comes").isNotNull();
        if (next.equals("2")) {
            socket.sendText("3", true).join();
            return next(socket);
        }
        return next;
    }

    @Test
    void textAndBytesComeBackAsTheyWere() throws Exception {
        WebSocket socket = connect("?EIO=4&transport=websocket");
        assertThat(next(socket)).asString().startsWith("0{").contains("\"upgrades\":[]");

        socket.sendText("4hellö", true).join();
        assertThat(next(socket)).isEqualTo("4hellö");

        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        socket.sendBinary(bytes.duplicate(), true).join();
        assertThat(next(socket)).isEqualTo(bytes);
    }

    @Test
    void aClientThatSaysGoodbyeIsClosed() throws Exception {
        WebSocket socket = connect("?EIO=4&transport=websocket");
        next(socket);

        socket.sendText("1", true).join();

        assertThat(next(socket)).isInstanceOf(Integer.class);
    }

    @Test
    void aHandshakeThatIsRefusedIsClosedAtOnceAsTheContainerHasNoStatusForIt() throws Exception {
        WebSocket socket = connect("?EIO=3&transport=websocket");

        assertThat(next(socket)).isInstanceOf(Integer.class);
        assertThat(engine.socketCount()).isZero();
    }

    /** Hears texts, bytes, and the code of the close. */
    private final class Ear implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            heard.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add(code);
            return null;
        }
    }
}
