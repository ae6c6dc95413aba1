package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.jakarta.container.Containers;
import dev.rooms.kit.EchoReception;
import dev.rooms.kit.TransportContract.Server;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Binary messages through containers, which hand them over in parts and have limits of their own. */
class BinaryMessageTest {
    private static final int MAX_MESSAGE_BYTES = 300_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A container. */
    enum Container {
        UNDERTOW {
            @Override
            Server start(Entrance entrance) throws Exception {
                UndertowServer server = UndertowServer.start(
                        "/", context -> UndertowServer.container(context).addEndpoint(RoomsEndpoint.config(entrance)));
                return Server.of(server.uri("ws", entrance.path()), server);
            }
        },
        TYRUS {
            @Override
            Server start(Entrance entrance) throws Exception {
                return TyrusServer.start(
                        entrance.path(), container -> container.addEndpoint(RoomsEndpoint.config(entrance)));
            }
        };

        abstract Server start(Entrance entrance) throws Exception;
    }

    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final BlockingQueue<ByteBuffer> echoes = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private @Nullable Server server;

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        blocking.shutdownNow();
    }

    private WebSocket connect(Container container) throws Exception {
        server = container.start(new Entrance(
                new EchoReception(MAX_MESSAGE_BYTES, 10L * MAX_MESSAGE_BYTES),
                "/echo",
                Containers.find(),
                blocking,
                Duration.ofSeconds(5)));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.uri(), new Ear())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static ByteBuffer bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageUpToTheLimitArrivesWholeInOneFrameOrInMany(Container container) throws Exception {
        WebSocket socket = connect(container);
        for (int size : new int[] {0, 1, 8_192, 8_193, 100_000, MAX_MESSAGE_BYTES}) {
            ByteBuffer message = bytes(size);

            socket.sendBinary(message.duplicate(), true).join();
            assertThat(echoes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s bytes in a frame", size)
                    .isEqualTo(message);

            for (int part = 0; part < 4; part++) {
                socket.sendBinary(message.slice(size * part / 4, size * (part + 1) / 4 - size * part / 4), part == 3)
                        .join();
            }
            assertThat(echoes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s bytes in four frames", size)
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOverTheLimitIsClosedWith1009BeforeItsEndCame(Container container) throws Exception {
        WebSocket socket = connect(container);

        socket.sendBinary(bytes(MAX_MESSAGE_BYTES), false).join();
        assertThat(closed).isNotDone();
        // Undertow hands over what fills a buffer, of 16 KiB.
        socket.sendBinary(bytes(16 * 1024), false).join();

        assertThat(closed).succeedsWithin(PATIENCE).isEqualTo(1009);
        assertThat(echoes).isEmpty();
    }

    private final class Ear implements WebSocket.Listener {
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] piece = new byte[part.remaining()];
            part.get(piece);
            parts.writeBytes(piece);
            if (last) {
                echoes.add(ByteBuffer.wrap(parts.toByteArray()));
                parts.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed.complete(1006);
        }
    }
}
