package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A WebSocket on an Engine.IO endpoint, that keeps all it hears until it is asked.
 *
 * <p>A text frame is told as it came, a binary frame as its bytes in hex between angle brackets: {@code <010203>}. Unless
 * it is a silent one, it answers pings and tells nothing of them, so that a case on a busy machine may last longer than a
 * session lives without a pong.
 */
final class EngineWire implements KitSocket.Inbox {
    private static final String PING = "2";
    private static final String PONG = "3";
    /** What stands in the inbox for the connection's end; no frame is told so. */
    private static final String END = "<end>";

    private final EngineEndpoint endpoint;
    private final boolean silent;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<KitSocket> opened = new CompletableFuture<>();
    private final CompletableFuture<KitClient.Closed> closed = new CompletableFuture<>();

    private EngineWire(EngineEndpoint endpoint, boolean silent) {
        this.endpoint = endpoint;
        this.silent = silent;
    }

    /** Opens one that keeps its session alive. */
    static EngineWire open(EngineEndpoint endpoint, URI uri) throws Exception {
        return open(endpoint, uri, false);
    }

    /** Opens one that answers no ping, and tells of them. */
    static EngineWire openSilent(EngineEndpoint endpoint, URI uri) throws Exception {
        return open(endpoint, uri, true);
    }

    private static EngineWire open(EngineEndpoint endpoint, URI uri, boolean silent) throws Exception {
        EngineWire wire = new EngineWire(endpoint, silent);
        wire.opened.complete(JdkSocket.open(uri, wire));
        return wire;
    }

    /** That a WebSocket there is either refused or closed. */
    static void assertNoneAt(EngineEndpoint endpoint, URI uri) throws Exception {
        EngineWire wire;
        try {
            wire = open(endpoint, uri, true);
        } catch (IOException refused) {
            return;
        }
        wire.awaitClosed();
    }

    @Override
    public void text(String text) {
        if (!silent && text.equals(PING)) {
            opened.thenAccept(socket -> send(socket, to -> to.send(PONG)));
        } else {
            heard.add(text);
        }
    }

    @Override
    public void binary(ByteBuffer bytes) {
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        heard.add(told(content));
    }

    @Override
    public void closed(int code, String reason) {
        closed.complete(new KitClient.Closed(code, reason));
        heard.add(END);
    }

    /** How a binary frame of these bytes is told. */
    static String told(byte... bytes) {
        return "<" + HexFormat.of().formatHex(bytes) + ">";
    }

    /** Sends text frames, each as it is; after the connection's end they are lost, as the last ones before it may be. */
    EngineWire send(String... frames) {
        for (String frame : frames) {
            endpoint.acted();
            send(opened.join(), socket -> socket.send(frame));
        }
        return this;
    }

    /** Sends a binary frame. */
    EngineWire sendBinary(byte... bytes) {
        endpoint.acted();
        send(opened.join(), socket -> socket.send(ByteBuffer.wrap(bytes)));
        return this;
    }

    // The JDK's client takes one message at a time, and pongs come from another thread.
    private synchronized void send(KitSocket socket, Consumer<KitSocket> message) {
        try {
            message.accept(socket);
        } catch (CompletionException over) {
            // Whoever waits for an answer learns that the connection has ended.
        }
    }

    /** The next frame. */
    String next() throws InterruptedException {
        String frame = heard.poll(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(frame).as("a frame within %s", HttpSetting.PATIENCE).isNotNull();
        assertThat(frame)
                .as(() -> "the next frame, where the connection ended with " + closed.getNow(null))
                .isNotEqualTo(END);
        return frame;
    }

    /** All frames up to that one, and it; or up to the connection's end. */
    List<String> hearUntil(String last) throws InterruptedException {
        List<String> frames = new ArrayList<>();
        while (true) {
            String frame = heard.poll(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(frame)
                    .as(
                            "%s, or the connection's end, within %s, after %d frames",
                            last, HttpSetting.PATIENCE, frames.size())
                    .isNotNull();
            if (frame.equals(END)) {
                return frames;
            }
            frames.add(frame);
            if (frame.equals(last)) {
                return frames;
            }
        }
    }

    /** Waits for the end of the connection. */
    KitClient.Closed awaitClosed() {
        return closed.orTimeout(HttpSetting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Whether it has heard of the connection's end. */
    boolean isClosed() {
        return closed.isDone();
    }

    /** Says goodbye as a WebSocket does. */
    void close() {
        opened.join().close();
    }
}
