package dev.rooms.kit;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The JDK's own WebSocket client. It answers pings and close frames by itself. */
final class JdkSocket implements KitSocket {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    // One for all: each has a selector thread that ends only with its garbage collection.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .executor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "kit-client");
                thread.setDaemon(true);
                return thread;
            }))
            .build();

    private final WebSocket socket;

    private JdkSocket(WebSocket socket) {
        this.socket = socket;
    }

    static KitSocket open(URI uri, Inbox inbox) throws Exception {
        try {
            return new JdkSocket(HTTP.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .buildAsync(uri, new Listener(inbox))
                    .join());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    @Override
    public void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public void send(ByteBuffer bytes) {
        socket.sendBinary(bytes, true).join();
    }

    @Override
    public void close() {
        // Fails when the connection is over, which is what was wanted.
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(over -> socket);
    }

    private static final class Listener implements WebSocket.Listener {
        private final Inbox inbox;
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Listener(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                inbox.text(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] content = new byte[part.remaining()];
            part.get(content);
            bytes.writeBytes(content);
            if (last) {
                inbox.binary(ByteBuffer.wrap(bytes.toByteArray()));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            inbox.closed(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            inbox.closed(1006, String.valueOf(error.getMessage()));
        }
    }
}
